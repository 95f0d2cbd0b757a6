import { beforeEach, describe, expect, it } from 'vitest';
import type { Order } from '../../lambdas/orders/order.ts';
import { passOn, tellAwaited } from '../../lambdas/payments/pass-on.ts';
import type { Payment } from '../../lambdas/payments/payment.ts';
import { aLineCancellation, anOrder, anOrderId, aPayment, noon } from '../builders.ts';

const orderId = anOrderId();
const waiting = { taskToken: 'token' };
const further = { id: 'second', contentHash: 'hash', at: noon };
/** What was asked for: answers to the waiting step, and notices. */
let told: unknown[];
beforeEach(() => {
  told = [];
});

const requestNotice = async (request: unknown) => {
  told.push(request);
};

async function toldOf(payment: Partial<Payment>, order?: Partial<Order>): Promise<readonly unknown[]> {
  await passOn(aPayment({ ...waiting, ...payment }), {
    orders: { findOrder: async () => (order === undefined ? undefined : anOrder({ status: 'RESERVED', ...order })) },
    answer: async (...answer) => {
      told.push(answer);
    },
    requestNotice,
  });
  return told;
}

describe('how a payment stands', () => {
  it.each(['AUTHORIZED', 'CAPTURED'] as const)('is told to the step that waits once it is %s', async (status) => {
    expect(await toldOf({ status })).toEqual([[orderId, 'token', status]]);
  });

  it.each<[string, Partial<Payment>]>([
    ['it is still open', { status: 'PENDING' }],
    ['another try came into its place', { status: 'CAPTURED', replacedAt: noon }],
    ['no step waits', { status: 'CAPTURED', taskToken: undefined }],
  ])('is nobody’s matter while %s', async (_, payment) => {
    expect(await toldOf(payment, {})).toEqual([]);
  });

  it.each<[string, Partial<Order> | undefined]>([
    ['no try is left', {}],
    ['its order is gone', undefined],
    ['its order is no longer reserved', { status: 'CONFIRMED', paymentTries: 2 }],
  ])('is told to the step that waits where it came to nothing and %s', async (_, order) => {
    expect(await toldOf({ status: 'DECLINED' }, order)).toEqual([[orderId, 'token', 'DECLINED']]);
  });

  it('is told to the customer where it came to nothing and they may try again', async () => {
    expect(await toldOf({ status: 'DECLINED' }, { paymentTries: 2 })).toEqual([
      { orderId, event: 'payment-failed', about: '1' },
    ]);
    told = [];
    const second = { status: 'VOIDED', tryNumber: 2 } as const;
    expect(await toldOf(second, { paymentTries: 3, furtherTries: [further] })).toEqual([
      { orderId, event: 'payment-failed', about: '2' },
    ]);
  });

  it.each(['PENDING', 'DECLINED', 'VOIDED'] as const)(
    'lets the step go on, though it is %s, once lines were cancelled so that nothing is due',
    async (status) => {
      const order = { due: 255, paymentTries: 2, lineCancellations: [aLineCancellation()] };

      expect(await toldOf({ status }, order)).toEqual([[orderId, 'token', 'CAPTURED']]);
    },
  );

  it('is nobody’s matter once another try has begun', async () => {
    expect(await toldOf({ status: 'DECLINED' }, { paymentTries: 3, furtherTries: [further] })).toEqual([]);
  });

  it.each<[Partial<Payment>, readonly unknown[]]>([
    [{ payUrl: 'https://pay.example' }, [{ orderId, event: 'payment-awaited' }]],
    [{ payUrl: 'https://pay.example', tryNumber: 2 }, [{ orderId, event: 'payment-awaited', about: '2' }]],
    [{}, []],
  ])('is told to the customer while it is awaited, with where to pay: %j', async (payment, notices) => {
    await tellAwaited(anOrder(), aPayment(payment), requestNotice);

    expect(told).toEqual(notices);
  });
});
