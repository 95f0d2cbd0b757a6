import { describe, expect, it } from 'vitest';
import { acceptedOrder, orderRepresentation } from '../../lambdas/order-tracking/represent-order.ts';
import type { Order, OrderContent } from '../../lambdas/orders/order.ts';
import type { Totals } from '../../lambdas/orders/totals.ts';
import type { Payment } from '../../lambdas/payments/payment.ts';
import { anOrder, anOrderContent, anOrderLine, aPayment, noon } from '../builders.ts';

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

describe('an order that takes what there is shows', () => {
  const partial = anOrderContent({
    total: 1_925,
    totals: { ...totals, credits: [{ ...credit, amount: 1_500 }], due: 425 },
    lines: [anOrderLine({ quantity: 4 }), anOrderLine({ sku: 'CUP', quantity: 1, unitPrice: 510 })],
    acceptPartial: true,
  });
  const lineCounts = [
    { line: 1, cancelled: 1 },
    { line: 2, cancelled: 1 },
  ];

  it('what was short, what it comes to without that, and what a gift card pays less', () => {
    const order = anOrder({ status: 'RESERVED', total: 1_160, due: 0, lineCounts });

    expect(shownOf(order, partial, aPayment())).toMatchObject({
      acceptPartial: true,
      // As it was placed.
      total: 1_925,
      totals: { subtotal: 1_530, due: 425 },
      lines: [
        { quantity: 4, cancelled: 1 },
        { quantity: 1, cancelled: 1 },
      ],
      shortages: [
        { sku: '85123A', requested: 4, available: 3 },
        { sku: 'CUP', requested: 1, available: 0 },
      ],
      currentTotal: 1_160,
      currentTotals: { subtotal: 765, shipping: totals.shipping, credits: [{ amount: 1_160 }], due: 0 },
      creditsToGiveBack: [{ ...credit, amount: 340 }],
    });
  });

  it('as short only what was, when lines of it are cancelled later', () => {
    const cancellation = {
      ...{ id: 'c', by: 'CUSTOMER' as const, at: noon, reason: 'CHANGED_MIND' as const, requestHash: 'h' },
      lines: [{ line: 1, quantity: 1 }],
      charges: { items: 255, shipping: 0, fees: 0, tax: 0 },
    };
    const counts = [
      { line: 1, cancelled: 2 },
      { line: 2, cancelled: 1 },
    ];
    const order = anOrder({ status: 'CONFIRMED', lineCounts: counts, lineCancellations: [cancellation] });

    expect(shownOf(order, partial, aPayment())).toMatchObject({
      shortages: [{ available: 3 }, { available: 0 }],
      currentTotal: 905,
    });
  });

  it('nothing of that where all was there, or it was refused because nothing was', () => {
    const confirmed = shownOf(anOrder({ status: 'CONFIRMED' }), partial, aPayment());
    for (const field of ['shortages', 'currentTotal', 'creditsToGiveBack']) expect(confirmed).not.toHaveProperty(field);
    const rejection = { reason: 'OUT_OF_STOCK', at: noon } as const;
    const refused = shownOf(anOrder({ status: 'REJECTED', rejection, lineCounts }), partial, aPayment());
    expect(refused).not.toHaveProperty('shortages');
    expect(refused).not.toHaveProperty('currentTotal');
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
  return orderRepresentation(
    {
      order,
      content,
      notices: [],
      resends: [],
      shipments: [],
      cases: [],
      returns: [],
      payment,
      formerPayments: [],
      version: 1,
    },
    undefined,
  );
}
