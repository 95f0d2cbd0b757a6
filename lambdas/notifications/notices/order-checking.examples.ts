import { few, type NoticeExamples } from './example-order.ts';

export const examples: NoticeExamples = {
  'order-checking': { lines: few, payment: 'AUTHORIZED' },
};
