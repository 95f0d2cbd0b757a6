import { few, incomplete, type NoticeExamples } from './example-order.ts';

const { backorderedLines } = incomplete;

const expected = {
  shipBy: '2026-11-25',
  deliverFrom: '2026-11-27',
  deliverBy: '2026-11-30',
  warehouseZone: 'Europe/London',
};

export const examples: NoticeExamples = {
  'order-confirmed': { payment: 'AUTHORIZED' },
  'order-confirmed-expected': { lines: few, payment: 'CAPTURED', expected },
  'order-confirmed-backordered': { payment: 'AUTHORIZED', backorderedLines },
  'order-confirmed-partial': { payment: 'AUTHORIZED', ...incomplete },
  'order-confirmed-captured': { lines: few, payment: 'CAPTURED' },
  'order-confirmed-free': { lines: few, total: 0, payment: 'FREE' },
};
