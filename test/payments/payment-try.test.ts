import { describe, expect, it } from 'vitest';
import { mostPaymentTries } from '../../lambdas/orders/payment-instruction.ts';
import { shopPage } from '../../lambdas/payments/payment-provider.ts';
import { mayTryAgain, PaymentId, paymentIdOf, triesLeft, tryOf } from '../../lambdas/payments/payment-try.ts';
import { alipayOrderId, alipayOrderNumber } from '../../lambdas/payments/providers/alipay/alipay-order-number.ts';
import {
  weChatPayOrderId,
  weChatPayOrderNumber,
} from '../../lambdas/payments/providers/wechat-pay/wechat-pay-order-number.ts';
import { anOrderId } from '../builders.ts';

const numbers = Array.from({ length: mostPaymentTries }, (_, index) => index + 1);

describe('the name of a try to pay', () => {
  it('is the order’s id for the first, as every release has it', () => {
    expect(paymentIdOf({ orderId: anOrderId() })).toBe(anOrderId());
    expect(paymentIdOf({ orderId: anOrderId(), tryNumber: 1 })).toBe(anOrderId());
  });

  it.each(numbers)('leads to order and try, also from its number at a provider: try %i', (tryNumber) => {
    for (let number = 0; number < 100; number++) {
      const orderId = anOrderId(number);
      const id = paymentIdOf({ orderId, tryNumber });

      expect(tryOf(PaymentId.parse(id))).toEqual({ orderId, tryNumber });
      expect(shopPage('https://shop.example/pay', id)).toBe(`https://shop.example/pay?orderId=${orderId}`);
      expect(weChatPayOrderNumber(id)).toHaveLength(32);
      expect(weChatPayOrderId(weChatPayOrderNumber(id))).toBe(id);
      expect(alipayOrderId(alipayOrderNumber(id))).toBe(id);
    }
  });

  it.each([1, 4, 9, 'f'])('that none of ours has leads to itself, as a first try: a UUID of version %s', (version) => {
    const foreign = PaymentId.parse(anOrderId()).replace(/(?<=^.{14})./, `${version}`) as PaymentId;

    expect(tryOf(foreign)).toEqual({ orderId: foreign, tryNumber: 1 });
  });

  it('is another for each try of each order', () => {
    const ids = [0, 1, 2].flatMap((number) =>
      numbers.map((tryNumber) => paymentIdOf({ orderId: anOrderId(number), tryNumber })),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('a further try', () => {
  const further = { id: 'a', contentHash: 'hash', at: '2026-11-23T12:00:00.000Z' };

  it.each([
    [{ status: 'RESERVED', paymentTries: 2 }, 1],
    [{ status: 'RESERVED', paymentTries: 3, furtherTries: [further] }, 1],
    [{ status: 'RESERVED', paymentTries: 2, furtherTries: [further] }, 0],
    [{ status: 'RESERVED' }, 0],
  ] as const)('is allowed as often as the storefront said: %j', (order, left) => {
    const tried = {
      total: 1530,
      ...order,
      furtherTries: 'furtherTries' in order ? [...order.furtherTries] : undefined,
    };
    expect(triesLeft(tried)).toBe(left);
    expect(mayTryAgain(tried)).toBe(left > 0);
    expect(mayTryAgain({ ...tried, due: 0 })).toBe(false);
  });

  it.each(['PENDING', 'CONFIRMED', 'REJECTED', 'CANCELLED'] as const)(
    'is not allowed while the order is %s',
    (status) => {
      expect(mayTryAgain({ status, total: 1530, paymentTries: 4 })).toBe(false);
    },
  );
});
