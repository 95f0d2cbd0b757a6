import { paymentMethods, providers } from '../../payments/providers/registry.ts';
import { few, type NoticeExamples } from './example-order.ts';

const refund = { amount: 510, to: 'stripe', days: providers.stripe.refundDays, credits: [] } as const;
const giftCard = { type: 'GIFT_CARD', reference: '**** 4421', amount: 300 } as const;

export const examples: NoticeExamples = {
  'payment-refunded': { lines: few, payment: 'CAPTURED', refund },
  ...Object.fromEntries(
    paymentMethods.map((to) => [
      `payment-refunded-to-${to}`,
      { lines: few, payment: 'REFUNDED', refund: { ...refund, to, days: providers[to].refundDays } },
    ]),
  ),
  'payment-refunded-to-card-and-credits': {
    lines: few,
    payment: 'CAPTURED',
    refund: { ...refund, credits: [giftCard, { type: 'STORE_CREDIT', reference: 'C-77', amount: 200 }] },
  },
  'payment-refunded-to-gift-card': {
    lines: few,
    payment: 'PAID_BY_CREDIT',
    refund: { amount: 0, credits: [giftCard] },
  },
};
