import { describe, expect, it } from 'vitest';
import { acceptedOrder, orderRepresentation } from '../../lambdas/order-tracking/represent-order.ts';
import type { Order, OrderContent } from '../../lambdas/orders/order.ts';
import type { Totals } from '../../lambdas/orders/totals.ts';
import type { Payment } from '../../lambdas/payments/payment.ts';
import { anOrder, anOrderContent, aPayment, noon } from '../builders.ts';

const credit = { type: 'GIFT_CARD', reference: '4711', amount: 1_000 } as const;
const totals: Totals = {
  subtotal: 1_530,
  shipping: { method: 'STANDARD', title: 'Parcel', amount: 395 },
  credits: [credit],
  due: 925,
};
const content = anOrderContent({ total: 1_925, totals });

describe('an order with stated totals shows', () => {
  it('them as they were stated, when it is accepted and later', () => {
    expect(acceptedOrder(content)).toMatchObject({ total: 1_925, totals });
    expect(shown({ status: 'PENDING' })).toMatchObject({ total: 1_925, totals });
  });

  it('what is left of each kind, once it is confirmed, and the credits that refunds give back', () => {
    const refund = { id: 'r1', amount: 925, at: noon, reason: 'broken', made: true };
    const charges = { items: 1_530, shipping: 0, fees: 0, tax: 0 };
    const refunds = [{ ...refund, charges, credits: [{ ...credit, amount: 605 }] }];

    expect(shown({ status: 'PENDING' })).not.toHaveProperty('chargesLeft');
    expect(shown({ status: 'CONFIRMED' }, { captured: 925, refunded: 925, refunds })).toMatchObject({
      chargesLeft: { items: 0, shipping: 395, fees: 0, tax: 0 },
      creditsToGiveBack: [{ ...credit, amount: 605 }],
      timeline: expect.arrayContaining([{ at: noon, event: 'REFUND_REQUESTED', detail: '1530 GBP' }]),
    });
  });

  it.each(['REJECTED', 'CANCELLED'] as const)('all its credits to give back when it is %s', (status) => {
    const order = shown({ status });

    expect(order).toMatchObject({ creditsToGiveBack: [credit] });
    expect(order).not.toHaveProperty('chargesLeft');
  });

  it('no payment where nothing was due, though refunds to credits were claimed', () => {
    expect(shown({ status: 'CONFIRMED', due: 0 }, { provider: 'none', amount: 0, captured: 0 })).not.toHaveProperty(
      'payment',
    );
  });
});

it('an order without stated totals shows none of that', () => {
  const plain = shownOf(anOrder({ status: 'CONFIRMED' }), anOrderContent(), aPayment());

  for (const field of ['totals', 'chargesLeft', 'creditsToGiveBack']) expect(plain).not.toHaveProperty(field);
  expect(plain).toMatchObject({ total: 1_530, paymentProvider: 'sandbox', payment: {} });
});

function shown(order: Partial<Order>, payment: Partial<Payment> = {}) {
  const record = aPayment({ status: 'CAPTURED', amount: 925, captured: 925, ...payment });
  return shownOf(anOrder({ total: 1_925, due: 925, ...order }), content, record);
}

function shownOf(order: Order, content: OrderContent, payment: Payment) {
  return orderRepresentation({ order, content, notices: [], shipments: [], payment, version: 1 }, undefined);
}
