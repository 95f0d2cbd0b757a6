import { aReturnCase } from './example-case.ts';
import { few, type NoticeExamples } from './example-order.ts';

const approved = (one: Parameters<typeof aReturnCase>[0]) =>
  ({ lines: few, payment: 'CAPTURED', returnCase: aReturnCase(one) }) as const;

export const examples: NoticeExamples = {
  'return-approved': approved({}),
  'return-approved-at-our-cost': approved({ kind: 'CLAIM', postage: 'SHOP', remark: 'The lid is cracked indeed.' }),
  'return-approved-exchange': approved({ kind: 'EXCHANGE', remedy: 'REPLACEMENT' }),
  'return-approved-sold-out': approved({ kind: 'EXCHANGE', soldOut: true }),
  'return-approved-kept': approved({ keeps: true }),
  'return-approved-replaced': approved({ kind: 'CLAIM', remedy: 'REPLACEMENT', keeps: true }),
};
