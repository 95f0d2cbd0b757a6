import { few, incomplete, type NoticeExamples } from './example-order.ts';

const { backorderedLines } = incomplete;

export const examples: NoticeExamples = {
  'order-confirmed': { payment: 'AUTHORIZED' },
  'order-confirmed-backordered': { payment: 'AUTHORIZED', backorderedLines },
  'order-confirmed-partial': { payment: 'AUTHORIZED', ...incomplete },
  'order-confirmed-captured': { lines: few, payment: 'CAPTURED' },
  'order-confirmed-free': { lines: few, total: 0, payment: 'FREE' },
};
