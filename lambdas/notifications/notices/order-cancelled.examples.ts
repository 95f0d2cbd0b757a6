import { Cancellation } from '../../orders/cancellation.ts';
import { cancellationReasons } from '../../orders/cancellation-reason.ts';
import { few, kebab, type NoticeExamples } from './example-order.ts';

const refunded = {
  lines: few,
  payment: 'REFUNDED',
  cancellation: { by: 'CUSTOMER', reason: 'ORDERED_BY_MISTAKE' },
} as const;

export const examples: NoticeExamples = {
  'order-cancelled': refunded,
  ...Object.fromEntries(
    cancellationReasons.flatMap((reason) =>
      Cancellation.shape.by.options.map((by) => [
        `order-cancelled-${kebab(reason)}-by-${kebab(by)}`,
        { lines: few, payment: by === 'STAFF' ? 'REFUNDED' : 'UNSETTLED', cancellation: { by, reason } },
      ]),
    ),
  ),
  'order-cancelled-disputed': { ...refunded, payment: 'DISPUTED' },
  'order-cancelled-not-refunded': { ...refunded, payment: 'NOT_REFUNDED' },
  'gift-card-goes-back': {
    ...refunded,
    totals: {
      subtotal: 1_530,
      credits: [
        { type: 'GIFT_CARD', reference: '**** 4421', amount: 1_000 },
        { type: 'STORE_CREDIT', reference: 'C-77', amount: 500 },
      ],
      due: 30,
    },
  },
};
