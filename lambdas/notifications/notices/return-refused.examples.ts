import { aReturnCase } from './example-case.ts';
import { few, type NoticeExamples } from './example-order.ts';

export const examples: NoticeExamples = {
  'return-refused': { lines: few, payment: 'CAPTURED', returnCase: aReturnCase({ kind: 'CLAIM' }) },
  'return-refused-with-reason': {
    lines: few,
    payment: 'CAPTURED',
    returnCase: aReturnCase({ kind: 'WITHDRAWAL', remark: 'The seal was broken.' }),
  },
};
