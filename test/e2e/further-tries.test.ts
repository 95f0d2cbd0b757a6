import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { paymentIdOf } from '../../lambdas/payments/payment-try.ts';
import type { ProviderName } from '../../lambdas/payments/providers/registry.ts';
import { testPayments } from '../payments/providers/test-payments.ts';
import { anOrderOf, onSale, stockOf } from './catalogue.ts';
import { execution } from './cloud.ts';
import { eventually } from './eventually.ts';
import { emailsTo } from './mailbox.ts';
import { booked, control } from './payment-providers.ts';
import { accepted, call, ended, submit } from './storefront.ts';

const amount = 1_200;
const card = { provider: 'stripe', token: 'pm_card_visa' };
const happyPath = ['Reserve inventory', 'Check payment', 'Confirm order', 'Notify customer'];
const secondOf = (orderId: string) => paymentIdOf({ orderId, tryNumber: 2 });

/** An order that may be tried to be paid twice. */
async function placed(provider: ProviderName, token: string) {
  const { currency } = testPayments[provider];
  const email = `${randomUUID()}@customer.example`;
  const sku = await onSale({ stock: 5, currency, unitPrice: amount });
  const payment = { provider, token };
  const orderId = await accepted(anOrderOf(sku, { currency, contact: { email }, payment, paymentTries: 2 }));
  return { orderId, sku, email };
}

/** Asks for a further try, until nobody is being asked at that moment. */
const payAgain = (orderId: string, payment: object, key: string = randomUUID()) =>
  eventually('an answer to a further try', async () => {
    const answer = await call('POST', `/orders/${orderId}/payments`, {
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify(payment),
    });
    return !String(answer.body.type).endsWith(':payment-under-way') && answer;
  });

const shown = async (orderId: string) => (await call('GET', `/orders/${orderId}`)).body;

/** Waits until the first try stands so. */
const firstTry = (orderId: string, status: string) =>
  eventually(`the first try of ${orderId} to be ${status}`, async () => {
    const { payment } = (await shown(orderId)) as { payment?: { status: string } };
    return payment?.status === status;
  });

/** Waits until a provider has taken and given back so much, in its own books. */
const books = (provider: ProviderName, id: string, captured: number, refunded: number) =>
  eventually(`${captured} taken and ${refunded} given back of ${id}`, async () => {
    const entry = await booked(provider, id);
    return entry?.captured === captured && entry.refunded === refunded && entry;
  });

describe.concurrent('an order whose customer may try to pay twice', () => {
  it('whose card is declined waits on, and is confirmed by the second card, charged once', async () => {
    const { orderId, sku, email } = await placed('stripe', 'pm_card_chargeDeclined');
    await firstTry(orderId, 'DECLINED');
    expect(await shown(orderId)).toMatchObject({ status: 'RESERVED', paymentTriesLeft: 1 });
    await eventually('the notice that it failed', async () =>
      (await emailsTo(email)).some(({ subject }) => /did not go through/.test(subject)),
    );

    const key = randomUUID();
    expect(await payAgain(orderId, card, key)).toMatchObject({ status: 200 });
    expect(await payAgain(orderId, card, key)).toMatchObject({ status: 200 });
    expect(await payAgain(orderId, { ...card, token: 'pm_card_mastercard' }, key)).toMatchObject({ status: 422 });

    expect(await ended(orderId)).toMatchObject({ status: 'CONFIRMED' });
    await books('stripe', secondOf(orderId), amount, 0);
    expect((await booked('stripe', orderId))?.captured ?? 0).toBe(0);
    expect(await execution(orderId)).toMatchObject({ status: 'SUCCEEDED', states: happyPath });
    expect(await shown(orderId)).toMatchObject({
      paymentTries: 2,
      paymentTriesLeft: 0,
      payments: [
        { try: 1, provider: 'stripe', status: 'DECLINED' },
        { try: 2, provider: 'stripe', status: 'CAPTURED', captured: amount },
      ],
    });
    expect(await stockOf(sku)).toMatchObject({ available: 4, reserved: 1 });
    await eventually('both notices', async () => (await emailsTo(email)).length === 2);
    expect(await payAgain(orderId, card)).toMatchObject({ status: 409 });
  });

  it('is declined with its last try', async () => {
    const { orderId, sku } = await placed('stripe', 'pm_card_chargeDeclined');
    await firstTry(orderId, 'DECLINED');

    await payAgain(orderId, { ...card, token: 'pm_card_chargeDeclined' });

    expect(await ended(orderId)).toMatchObject({ status: 'REJECTED', rejection: { reason: 'PAYMENT_DECLINED' } });
    await execution(orderId);
    expect(await stockOf(sku)).toMatchObject({ available: 5, reserved: 0 });
  });

  it.each(['alipay', 'wechat-pay'] as const)(
    'whose customer leaves %s for a card is confirmed by it, and late money of the wallet goes back',
    async (provider) => {
      const { token, waiting } = testPayments[provider];
      const { orderId } = await placed(provider, token);
      await firstTry(orderId, 'PENDING');

      await payAgain(orderId, card);

      expect(await ended(orderId)).toMatchObject({ status: 'CONFIRMED' });
      await books('stripe', secondOf(orderId), amount, 0);
      expect((await execution(orderId)).states).toEqual(happyPath);

      // As if the wallet had never heard of the end: its customer can pay what we closed.
      await control(provider, 'state', { orderId, state: waiting });
      await control(provider, 'pay', { orderId });

      await books(provider, orderId, amount, amount);
      await books('stripe', secondOf(orderId), amount, 0);
      expect(await ended(orderId)).toMatchObject({ status: 'CONFIRMED' });
      await eventually('the order to say so', async () => {
        const { payments } = (await shown(orderId)) as { payments: { status: string; refunded: number }[] };
        return payments[0]?.status === 'REFUNDED' && payments[0].refunded === amount;
      });
    },
  );

  it('who has paid when they try again is told so, and the order goes on with that money', async () => {
    const { orderId } = await placed('alipay', testPayments.alipay.token);
    await firstTry(orderId, 'PENDING');
    await control('alipay', 'pay', { orderId });

    const answer = await payAgain(orderId, card);

    expect(answer.status).toBe(409);
    expect(await ended(orderId)).toMatchObject({ status: 'CONFIRMED' });
    await books('alipay', orderId, amount, 0);
    expect(await booked('stripe', secondOf(orderId))).toBeUndefined();
  });

  it('says what of a further try is wrong, and is not there for others', async () => {
    const { orderId } = await placed('stripe', 'pm_card_chargeDeclined');
    await firstTry(orderId, 'DECLINED');

    const unknown = await payAgain(orderId, { provider: 'gold', token: 'bar' });
    expect(unknown.body).toMatchObject({ status: 422, errors: [{ pointer: '#/provider' }] });
    const foreign = await payAgain(orderId, { provider: 'alipay', token: 'qr' });
    expect(foreign.body).toMatchObject({ status: 422, errors: [{ pointer: '#/provider' }] });
    expect(await payAgain(randomUUID(), card)).toMatchObject({ status: 404 });
    const sku = await onSale({ stock: 5 });
    const tooMany = await submit(anOrderOf(sku, { paymentTries: 5 }));
    expect(tooMany.body).toMatchObject({ status: 422, errors: [{ pointer: '#/paymentTries' }] });
  });
});
