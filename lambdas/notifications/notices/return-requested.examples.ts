import { aReturnCase } from './example-case.ts';
import { few, type NoticeExamples } from './example-order.ts';

export const examples: NoticeExamples = {
  'return-requested': { lines: few, payment: 'CAPTURED', returnCase: aReturnCase({ kind: 'CLAIM' }) },
  'return-requested-exchange': { lines: few, payment: 'CAPTURED', returnCase: aReturnCase({ kind: 'EXCHANGE' }) },
};
