import { rescheduleReasons } from '../../orders/expected-delivery.ts';
import { few, kebab, type NoticeExamples } from './example-order.ts';

const delay = { formerly: '2026-11-26', deliverFrom: '2026-11-30', deliverBy: '2026-12-01', mayCancel: false };

export const examples: NoticeExamples = {
  'order-delayed': { lines: few, payment: 'CAPTURED', delay: { ...delay, reason: 'NOT_SHIPPED', mayCancel: true } },
  ...Object.fromEntries(
    rescheduleReasons.map((reason) => [
      `order-delayed-${kebab(reason)}`,
      { lines: few, payment: 'CAPTURED' as const, delay: { ...delay, reason } },
    ]),
  ),
};
