import './alipay/bundled-transport.ts';
import fc from 'fast-check';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { InvalidNotification } from '../../../lambdas/payments/payment-errors.ts';
import type { RawNotification } from '../../../lambdas/payments/payment-provider.ts';
import { paymentMethods } from '../../../lambdas/payments/providers/registry.ts';
import { remoteProvider } from '../../../lambdas/payments/remote-provider.ts';
import { haveSecretsChanged } from '../../../lambdas/runtime/secrets.ts';
import { queues } from '../../../lambdas/runtime/sqs.ts';
import { patiently } from '../../patiently.ts';
import { stubSecret } from '../../stub-secret.ts';
import { providerFunctionsInMemory } from '../provider-functions-in-memory.ts';
import { settledOn } from '../settled-on.ts';
import { formerSecret, tryProvider } from './provider-doubles.ts';
import { allTestPayments } from './test-payments.ts';

/*
 * What the service relies on from every provider, tried with what stands in for it. What is a provider's own is
 * promised in its folder's tests; what the real ones do beside, in `real-money.test.ts`.
 */

vi.spyOn(queues, 'sendMessage').mockResolvedValue();

describe.each(paymentMethods)('%s', (name) => {
  const { currency, isAuthorisedFirst, amounts } = allTestPayments[name];
  const paidStatus = isAuthorisedFirst ? 'AUTHORIZED' : 'CAPTURED';
  const at = tryProvider(name, allTestPayments[name]);

  describe('authorises', () => {
    it('and waits for the customer, without the money', async () => {
      expect(await at.payment.authorize()).toMatchObject({
        status: 'PENDING',
        amount: 1_000,
        currency,
        captured: 0,
        refunded: 0,
      });
      expect(await at.payment.query()).toMatchObject({ status: 'PENDING', captured: 0 });
    });

    it('the same payment, however often it is asked, at the same time too', async () => {
      const first = await at.payment.authorize();
      const again = await Promise.all([at.payment.authorize(), at.payment.authorize(), at.payment.authorize()]);
      for (const { payUrlExpiresAt: _, ...one } of again) expect(first).toMatchObject(one);
      await at.payment.pay();
      expect(await at.payment.capture()).toMatchObject({ captured: 1_000 });
    });

    it('what the customer has paid', async () => {
      await at.payment.authorize();
      await at.payment.pay();
      expect(await at.payment.query()).toMatchObject({ status: paidStatus });
      expect(await at.payment.authorize()).toMatchObject({ status: paidStatus });
    });

    it('and says how a payment stands that was closed meanwhile', async () => {
      await at.payment.authorize();
      await at.payment.void();
      expect(await at.payment.authorize()).toMatchObject({ status: 'VOIDED', captured: 0 });
    });
  });

  it.each(amounts)('takes, captures and gives back %s in its minor units: %i', async (currency, amount) => {
    const payment = at.another({ currency });
    const of = { orderId: payment.orderId, amount, total: amount, currency };
    expect(await payment.authorize({ amount })).toMatchObject({ amount, currency, captured: 0 });
    await payment.pay();
    expect(await at.provider.capture(of)).toMatchObject({ status: 'CAPTURED', amount, currency, captured: amount });
    const part = { ...of, amount: amount - 2, refundId: payment.refundId('1') };
    // Three decimals count in whole tens where cards do.
    const taken = currency === 'KWD' ? amount - 20 : part.amount;
    expect(await at.provider.refund({ ...part, amount: taken })).toMatchObject({ captured: amount, refunded: taken });
  });

  describe('captures', () => {
    it('what the customer has paid, once', async () => {
      expect(await at.payment.captured()).toMatchObject({ status: 'CAPTURED', captured: 1_000, refunded: 0 });
      expect(await at.payment.capture()).toMatchObject({ status: 'CAPTURED', captured: 1_000, refunded: 0 });
    });

    it('nothing that is not paid, or was given up', async () => {
      await at.payment.authorize();
      expect(await at.payment.capture()).toMatchObject({ status: 'PENDING', captured: 0 });
      await at.payment.void();
      expect(await at.payment.capture().catch(() => at.payment.query())).toMatchObject({ captured: 0 });
    });
  });

  describe('voids', () => {
    it('an unpaid payment, so that it cannot be paid late', async () => {
      await at.payment.authorize();
      expect(await at.payment.void()).toMatchObject({ status: 'VOIDED', captured: 0 });
      await at.payment.pay().catch(() => undefined);
      expect(await at.payment.query()).toMatchObject({ captured: 0 });
      expect(await at.payment.void()).toMatchObject({ status: 'VOIDED', captured: 0 });
      expect(await at.payment.authorize()).toMatchObject({ status: 'VOIDED', captured: 0 });
    });

    it('a payment that there never was', async () => {
      expect(await at.payment.void()).toMatchObject({ status: 'VOIDED', captured: 0 });
      expect(await at.payment.void()).toMatchObject({ status: 'VOIDED', captured: 0 });
    });

    it('no payment whose money is taken, and gives nothing of it back', async () => {
      await at.payment.captured();
      expect(await at.payment.void()).toMatchObject({ status: 'CAPTURED', captured: 1_000, refunded: 0 });
    });
  });

  it('knows a payment that it has never heard of as one that waits', async () => {
    expect(await at.payment.query()).toMatchObject({
      status: 'PENDING',
      amount: 1_000,
      currency,
      captured: 0,
      refunded: 0,
    });
  });

  describe('refunds', () => {
    it('in parts, each once however often it is asked for, until all is given back', async () => {
      await at.payment.captured();
      const [one, two, three] = ['1', '2', '3'].map(at.payment.refundId) as [string, string, string];
      expect(await at.payment.refund('1', 300)).toMatchObject({ status: 'CAPTURED', captured: 1_000, refunded: 300 });
      expect(await at.payment.refund('1', 300, [one])).toMatchObject({ status: 'CAPTURED', refunded: 300 });
      expect(await at.payment.refund('2', 200, [one])).toMatchObject({ status: 'CAPTURED', refunded: 500 });
      expect(await at.payment.query({ refundIds: [one, two] })).toMatchObject({ status: 'CAPTURED', refunded: 500 });
      expect(await at.payment.refund('3', 500, [one, two, three])).toMatchObject({
        status: 'REFUNDED',
        captured: 1_000,
        refunded: 1_000,
      });
      expect(await at.payment.refund('1', 300, [one, two, three])).toMatchObject({
        status: 'REFUNDED',
        refunded: 1_000,
      });
      expect(await at.payment.query({ refundIds: [one, two, three] })).toMatchObject({
        status: 'REFUNDED',
        captured: 1_000,
        refunded: 1_000,
      });
    });

    it('nothing that was not taken', async () => {
      await at.payment.authorize();
      await expect(at.payment.refund('1', 100)).rejects.toThrow();
      expect(await at.payment.query()).toMatchObject({ captured: 0, refunded: 0 });
    });
  });

  describe('sends notifications', () => {
    it('that name the order, and are refused when a byte of them is changed', async () => {
      await at.payment.authorize();
      await at.payment.pay();
      await patiently(async () =>
        expect(await at.news()).toContainEqual(
          expect.objectContaining({ orderId: at.payment.orderId, eventId: expect.any(String) }),
        ),
      );
      const raw = at.webhook.received.at(-1) as RawNotification;
      const bytes = Buffer.from(raw.body, 'base64');
      bytes.writeUInt8(bytes.readUInt8(10) ^ 1, 10);
      await expect(at.provider.verifyNotification({ ...raw, body: bytes.toString('base64') })).rejects.toThrow(
        InvalidNotification,
      );
    });

    it('and nobody else does: whatever is not signed is refused', async () => {
      const headers = fc.dictionary(fc.string(), fc.string());
      await fc.assert(
        fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), headers, async (body, headers) => {
          const raw = { headers, body: Buffer.from(body).toString('base64') };
          await expect(at.provider.verifyNotification(raw)).rejects.toThrow(InvalidNotification);
        }),
      );
    });
  });

  describe('goes on at once with keys that were replaced since its function read them', () => {
    let former: string;
    let now = 0;
    beforeAll(async () => {
      former = await formerSecret(name);
    });
    afterEach(async () => {
      // Not all who are asked look at the secret: the next test's orders are not signed for with the former one.
      pass();
      await haveSecretsChanged();
      vi.useRealTimers();
    });

    /** A second passes, later than all that the secret was read at so far. */
    function pass(): void {
      now = Math.max(now, Date.now()) + 1_000;
      vi.setSystemTime(now);
    }

    /** The provider's function with the former keys in its memory, and those of now in the secret. */
    async function withFormerKeys() {
      providerFunctionsInMemory({ [name]: () => at.provider });
      // Reads the keys.
      await at.provider.verifyNotification({ headers: {}, body: '' }).catch(() => undefined);
      vi.useFakeTimers({ toFake: ['Date'] });
      stubSecret(former);
      pass();
      expect(await haveSecretsChanged()).toBe(true);
      stubSecret(at.double.secret);
      pass();
      return remoteProvider(name, name);
    }

    it('when it asks', async () => {
      const { orderId } = at.payment;
      await at.payment.authorize();
      const provider = await withFormerKeys();
      expect(await provider.query({ orderId, amount: 1_000, currency })).toMatchObject({ status: 'PENDING' });
    });

    it('when it is told something', async () => {
      await at.payment.authorize();
      await at.payment.pay();
      const raw = await at.webhook.arrived(0);
      const provider = await withFormerKeys();
      expect(await provider.verifyNotification(raw)).toMatchObject({ orderId: at.payment.orderId });
    });
  });

  it('lists nothing of a day on which nothing happened', async () => {
    expect(await settledOn(at.provider, '2020-01-01')).toEqual([]);
  });
});
