import { RejectionReason } from '../../orders/rejection.ts';
import { few, kebab, type NoticeExamples } from './example-order.ts';

const shortages = [
  { sku: '85123A', requested: 6, available: 2 },
  { sku: '22752', requested: 2, available: 0 },
];

export const examples: NoticeExamples = {
  'order-rejected': { payment: 'NOT_TAKEN', rejection: { reason: 'OUT_OF_STOCK', shortages } },
  ...Object.fromEntries(
    RejectionReason.options.map((reason) => [
      `order-rejected-${kebab(reason)}`,
      { lines: few, payment: 'NOT_TAKEN', rejection: { reason } },
    ]),
  ),
  'order-rejected-released': { lines: few, payment: 'RELEASED', rejection: { reason: 'HOLD_EXPIRED' } },
};
