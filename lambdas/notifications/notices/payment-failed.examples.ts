import { few, type NoticeExamples } from './example-order.ts';

const failed = { lines: few, payment: 'AWAITED', payBefore: '2026-11-23T06:50:00.000Z' } as const;

export const examples: NoticeExamples = {
  'payment-failed': failed,
  'payment-failed-page': { ...failed, payUrl: 'https://shop.example.com/orders/K7Q-4XW-2R9/pay' },
};
