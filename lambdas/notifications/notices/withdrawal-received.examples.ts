import { aReturnCase } from './example-case.ts';
import { few, type NoticeExamples } from './example-order.ts';

export const examples: NoticeExamples = {
  'withdrawal-received': { lines: few, payment: 'CAPTURED', returnCase: aReturnCase({ kind: 'WITHDRAWAL' }) },
};
