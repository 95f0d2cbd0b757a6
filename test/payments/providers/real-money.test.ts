import './alipay/bundled-transport.ts';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { InvalidNotification, ProviderUnavailable, RefundRefused } from '../../../lambdas/payments/payment-errors.ts';
import type { RawNotification } from '../../../lambdas/payments/payment-provider.ts';
import { providerNames, providers } from '../../../lambdas/payments/providers/registry.ts';
import { startOfDay } from '../../../lambdas/payments/settlement-day.ts';
import { daysAfter } from '../../../lambdas/runtime/local-day.ts';
import { patiently } from '../../patiently.ts';
import { settledOn } from '../settled-on.ts';
import { tryProvider } from './provider-doubles.ts';
import { type RealTestPayment, testPayments } from './test-payments.ts';
import { troubles } from './troubles.ts';

/*
 * The contract of every provider that moves real money, beside what all promise (`contract.test.ts`): what its own
 * books have after lost answers, outages, forgeries and refusals.
 */

describe.each(providerNames)('%s', (name) => {
  const { currency, tokenAtOnce, declined }: RealTestPayment = testPayments[name];
  const trouble = troubles[name];
  const at = tryProvider(name, testPayments[name]);

  it.each(declined)('declines %s, and has nothing of it', async (_, more) => {
    const answer = { status: 'DECLINED', captured: 0, currency: more.currency ?? currency };
    expect(await at.payment.authorize(more)).toMatchObject(answer);
    expect(await at.payment.entry()).toBeUndefined();
  });

  it.each(Object.entries(trouble.declining))('declines what is refused for %s: no wait mends it', async (_, fault) => {
    await at.payment.mode({ operation: 'authorize', ...fault });
    expect(await at.payment.authorize({ token: tokenAtOnce })).toMatchObject({ status: 'DECLINED', captured: 0 });
  });

  it('takes the money once, by its own books', async () => {
    await at.payment.captured();
    await at.payment.capture();
    await at.payment.authorize();
    expect(await at.payment.entry()).toMatchObject({ captured: 1_000, refunded: 0 });
  });

  describe('refunds', () => {
    it('once, by its own books', async () => {
      await at.payment.captured();
      await at.payment.refund('1', 300);
      await at.payment.refund('1', 300, [at.payment.refundId('1')]);
      expect(await at.payment.entry()).toMatchObject({ captured: 1_000, refunded: 300 });
    });

    it('no more than was paid', async () => {
      await at.payment.captured();
      await at.payment.refund('1', 900);
      const refundIds = ['1', '2'].map(at.payment.refundId);
      await expect(at.payment.refund('2', 101, refundIds)).rejects.toThrow(RefundRefused);
      expect(await at.payment.query({ refundIds })).toMatchObject({ refunded: 900 });
    });

    it('nothing that was not paid: there will be no such refund', async () => {
      await at.payment.authorize();
      await expect(at.payment.refund('1', 100)).rejects.toThrow(RefundRefused);
    });

    it.each(Object.entries(trouble.refusing))(
      'not what it refuses, by the name of the refusal (%s); another may be made',
      async (code, error) => {
        await at.payment.captured();
        await at.payment.mode({ operation: 'refund', error, errors: 1 });
        await expect(at.payment.refund('1', 300)).rejects.toThrow(new RefundRefused(code));
        expect(await at.payment.refund('2', 300)).toMatchObject({ refunded: 300 });
      },
    );

    it.each(trouble.leavingRefundOpen)('and leaves open whether there is one where it answers %j', async (error) => {
      await at.payment.captured();
      await at.payment.mode({ operation: 'refund', error, errors: 1 });
      await expect(at.payment.refund('1', 300)).rejects.toThrow(ProviderUnavailable);
      expect(await at.payment.refund('1', 300)).toMatchObject({ refunded: 300 });
      expect(await at.payment.entry()).toMatchObject({ refunded: 300 });
    });

    it('in its own console too, which counts like ours', async () => {
      await at.payment.captured();
      const made = await at.payment.control<{ refundId?: string }>('refund', { amount: 400 });
      const refundIds = made.refundId === undefined ? [] : [made.refundId];
      await patiently(async () => expect((await at.news()).map((one) => one?.refundId)).toContain(made.refundId));
      expect(await at.payment.query({ refundIds })).toMatchObject({ status: 'CAPTURED', refunded: 400 });
      expect(await at.payment.refund('1', 600, refundIds)).toMatchObject({ status: 'REFUNDED', refunded: 1_000 });
    });
  });

  it('tells of a dispute, until it is decided', async () => {
    const { action, kind, decided } = testPayments[name].dispute;
    await at.payment.captured();
    await at.payment.control(action);
    const told = await patiently(async () => {
      const found = (await at.news()).find((one) => one?.disputeId !== undefined);
      expect(found).toMatchObject({ orderId: at.payment.orderId, eventId: expect.any(String) });
      return found;
    });
    const id = told?.disputeId ?? '';
    expect((await at.payment.query({ disputeIds: [id] })).disputes).toMatchObject([{ id, kind, status: 'OPEN' }]);
    await at.payment.control(action, decided);
    expect((await at.payment.query({ disputeIds: [id] })).disputes).toMatchObject([{ id, kind, status: 'CLOSED' }]);
  });

  describe('sends notifications', () => {
    /** Until every notification so far has been answered. */
    const allTold = () =>
      patiently(async () => {
        const told = (await at.payment.entry())?.notifications ?? [];
        expect(told.every(({ answers }) => answers.length > 0)).toBe(true);
      });

    /** The first notification of a paid payment once more, perhaps made wrong. */
    async function again(forge?: string): Promise<RawNotification> {
      await at.payment.authorize();
      await at.payment.pay();
      await allTold();
      at.webhook.forget();
      await at.payment.control('notify', { order: [0], forge });
      return at.webhook.arrived(0);
    }

    it('that tell the order, its amount and the event', async () => {
      const raw = await again();
      const { eventId } = (await at.payment.entry())?.notifications[0] ?? {};
      const { orderId } = at.payment;
      expect(await at.provider.verifyNotification(raw)).toMatchObject({ eventId, orderId, amount: 1_000, currency });
    });

    it('again, under the same id, until they are taken', async () => {
      await at.payment.authorize();
      await allTold();
      at.webhook.forget();
      at.webhook.answers.push({ status: 500 }, { status: 401 });
      await at.payment.pay();
      await patiently(async () => expect((await at.payment.entry())?.notifications.at(-1)?.answers).toHaveLength(3));
      const ids = (await at.news()).map((one) => one?.eventId);
      expect(ids).toHaveLength(3);
      expect(new Set(ids).size).toBe(1);
    });

    it('not for ever', async () => {
      await at.payment.authorize();
      at.webhook.answers.push(...Array.from({ length: 40 }, () => ({ status: 500 })));
      await at.payment.pay();
      await patiently(async () => expect((await at.payment.entry())?.notifications.at(-1)?.answers).toHaveLength(4));
    });

    it.each(Object.entries(trouble.forgeries))(
      'and none that is forged (%s) is believed: %s',
      async (forge, reason) => {
        const raw = await again(forge);
        await expect(at.provider.verifyNotification(raw)).rejects.toThrow(InvalidNotification);
        await expect(at.provider.verifyNotification(raw)).rejects.toThrow(reason);
      },
    );

    it('whose amount is told as it is named, for comparison', async () => {
      const seen = await at.provider.verifyNotification(await again('amount'));
      expect(seen).toMatchObject({ orderId: at.payment.orderId });
      expect(seen?.amount).not.toBe(1_000);
    });

    it('that are genuine and about no order of ours: nothing to us', async () => {
      expect(await at.provider.verifyNotification(await again('foreign'))).toBeUndefined();
    });
  });

  /** Each operation: what comes before it, it, and how it ends. */
  const operations = [
    ['authorize', async () => undefined, () => at.payment.authorize(), { status: 'PENDING', captured: 0 }],
    ['query', () => at.payment.captured(), () => at.payment.query(), { status: 'CAPTURED', captured: 1_000 }],
    [
      'capture',
      async () => {
        await at.payment.authorize();
        await at.payment.pay();
      },
      () => at.payment.capture(),
      { status: 'CAPTURED', captured: 1_000, refunded: 0 },
    ],
    [
      'void',
      async () => {
        await at.payment.authorize();
        await at.payment.control('scan');
      },
      () => at.payment.void(),
      { status: 'VOIDED', captured: 0, refunded: 0 },
    ],
    [
      'refund',
      () => at.payment.captured(),
      () => at.payment.refund('1', 300, [at.payment.refundId('1')]),
      { status: 'CAPTURED', captured: 1_000, refunded: 300 },
    ],
  ] as const;

  describe.each(operations)('when it fails at %s', (what, before, perform, outcome) => {
    const operation = trouble.operations[what];

    it('does it once after a lost answer', async () => {
      await before();
      await at.payment.mode({ operation, answerLost: 1 });
      await expect(perform()).rejects.toThrow(ProviderUnavailable);
      expect(await perform()).toMatchObject(outcome);
      expect(await perform()).toMatchObject(outcome);
      expect((await at.payment.entry())?.refunded).toBe('refunded' in outcome ? outcome.refunded : 0);
    });

    it.each(
      Object.entries({ down: { down: 1 }, 'cut off': { reset: 2 }, malformed: { malformed: 1 }, ...trouble.passing }),
    )('is to be tried again when it is %s, and then well', async (_, fault) => {
      await before();
      await at.payment.mode({ operation, ...fault });
      await expect(perform()).rejects.toThrow(ProviderUnavailable);
      await at.double.control('mode', { clear: true });
      expect(await perform()).toMatchObject(outcome);
    });

    it.each(Object.entries(trouble.ours))(
      'is a fault of ours, not an outage, for %s, and tells no secret',
      async (_, fault) => {
        await before();
        await at.payment.mode({ operation, ...fault });
        const failure: unknown = await perform().catch((error: unknown) => error);
        expect(failure).toBeInstanceOf(Error);
        expect(failure).not.toBeInstanceOf(ProviderUnavailable);
        expect(failure).not.toHaveProperty('raw');
        const told = JSON.stringify(failure) + String(failure);
        for (const value of Object.values(JSON.parse(at.double.secret))) expect(told).not.toContain(String(value));
      },
    );
  });

  describe('lists the payments of a day', () => {
    const day = '2026-03-01';
    const { aheadHours } = providers[name].settlement;
    const begin = startOfDay(name, day).getTime();
    const end = startOfDay(name, daysAfter(day, 1)).getTime();
    const settled = async () =>
      (await settledOn(at.provider, day)).filter(({ orderId }) => orderId === at.payment.orderId);
    const book = (moment: number) => at.payment.control('book', { at: new Date(moment).toISOString() });

    it('with all that was paid and given back, by order', async () => {
      await at.payment.captured();
      await at.payment.refund('1', 305);
      await at.payment.refund('2', 100, [at.payment.refundId('1')]);
      await book(begin + 3_600_000);
      const { orderId } = at.payment;
      expect(await settled()).toMatchObject([{ orderId, currency, captured: 1_000, refunded: 405 }]);
    });

    it('without what was not paid', async () => {
      await at.payment.authorize();
      expect(await settled()).toEqual([]);
    });

    it.each([
      ['the first moment of its day', begin, 1],
      ['its last', end - 1_000, 1],
      ['the moment before it', begin - 1_000, 0],
      ['the moment after it', end, 0],
    ])(`which is ${aheadHours} hours ahead of UTC's: at %s`, async (_, moment, times) => {
      await at.payment.captured();
      await book(moment);
      expect(await settled()).toHaveLength(times);
    });

    it('later, when it is down', async () => {
      await at.payment.captured();
      await book(begin);
      await at.double.control('mode', { operation: 'settled', down: 1 });
      await at.double.control('mode', { operation: 'settled', down: 1 });
      await expect(settled()).rejects.toThrow(ProviderUnavailable);
      await at.double.control('mode', { clear: true });
      expect(await settled()).toMatchObject([{ captured: 1_000 }]);
    });
  });

  it('has a secret of the form that is documented, and none that lacks a field of it', () => {
    const { secret } = testPayments[name];
    const whole = JSON.parse(at.double.secret) as object;
    expect(z.safeParse(secret, whole).success).toBe(true);
    for (const field of Object.keys(whole)) {
      expect(z.safeParse(secret, { ...whole, [field]: undefined }).success).toBe(false);
    }
  });
});
