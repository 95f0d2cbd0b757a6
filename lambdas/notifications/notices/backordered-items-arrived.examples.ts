import { few, type NoticeExamples } from './example-order.ts';

export const examples: NoticeExamples = {
  'backordered-items-arrived': { lines: few, payment: 'CAPTURED' },
};
