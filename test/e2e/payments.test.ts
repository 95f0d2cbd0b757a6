import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type ProviderName, providerNames } from '../../lambdas/payments/providers/registry.ts';
import { testPayments } from '../payments/providers/test-payments.ts';
import { anOrderOf, onSale, stockOf } from './catalogue.ts';
import { endPaymentWait, execution, redrive } from './cloud.ts';
import { eventually } from './eventually.ts';
import { emailsTo } from './mailbox.ts';
import { booked, control } from './payment-providers.ts';
import { accepted, accessToken, call, ended } from './storefront.ts';
import { alone } from './turn.ts';

const amount = 1_200;
const staff = () => accessToken('back-office', 'orders:read orders:staff');

/** An order that is to be paid with a provider. @returns its id */
async function placed(provider: ProviderName, token: string, email = `${randomUUID()}@customer.example`) {
  const { currency } = testPayments[provider];
  const sku = await onSale({ stock: 5, currency, unitPrice: amount });
  const orderId = await accepted(anOrderOf(sku, { currency, contact: { email }, payment: { provider, token } }));
  return { orderId, sku, email };
}

/** Waits until the customer can pay. */
const payable = (orderId: string) =>
  eventually(`a place to pay order ${orderId}`, async () => {
    const { payment } = (await call('GET', `/orders/${orderId}`)).body as { payment?: { payUrl?: string } };
    return payment?.payUrl;
  });

/** Waits until the provider's books are as they must be. */
const books = (provider: ProviderName, orderId: string, captured: number, refunded: number) =>
  eventually(`${captured} taken and ${refunded} given back of order ${orderId}`, async () => {
    const entry = await booked(provider, orderId);
    return entry?.captured === captured && entry.refunded === refunded && entry;
  });

const cancel = (orderId: string) =>
  call('POST', `/orders/${orderId}/cancellation`, {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ reason: 'CHANGED_MIND' }),
  });

const refund = async (orderId: string, part: number, key: string = randomUUID()) =>
  call('POST', `/orders/${orderId}/refunds`, {
    token: await staff(),
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify({ amount: part, reason: 'one item was broken' }),
  });

/*
 * Only a card can be paid at once, and only a card is captured: with a wallet the customer always acts after the order
 * was placed, and the money moves as they do.
 */
describe('a card that is authorised at once', () => {
  it('is captured after the confirmation, and not before', async () => {
    const { orderId } = await placed('stripe', 'pm_card_visa');

    expect((await execution(orderId)).status).toBe('SUCCEEDED');

    const order = await ended(orderId);
    expect(order.status).toBe('CONFIRMED');
    const events = order.timeline.map(({ event }) => event);
    expect(events.indexOf('PAYMENT_AUTHORIZED')).toBeLessThan(events.indexOf('ORDER_CONFIRMED'));
    expect(events.indexOf('PAYMENT_CAPTURED')).toBeGreaterThan(events.indexOf('ORDER_CONFIRMED'));
    await books('stripe', orderId, amount, 0);
  });

  it('that is declined ends in a rejection', async () => {
    const { orderId } = await placed('stripe', 'pm_card_chargeDeclined');

    expect(await ended(orderId)).toMatchObject({ status: 'REJECTED', rejection: { reason: 'PAYMENT_DECLINED' } });
  });
});

describe.concurrent.each(providerNames)('%s', (provider) => {
  const { token, waiting, isAuthorisedFirst } = testPayments[provider];

  it('paid late: a waiting customer is told where to pay, once, and the order is confirmed with its money', async () => {
    const { orderId, email } = await placed(provider, token);
    await payable(orderId);
    await eventually('the notice that we wait', async () => (await emailsTo(email)).length === 1);

    await control(provider, 'pay', { orderId });

    expect(await ended(orderId)).toMatchObject({ status: 'CONFIRMED' });
    await books(provider, orderId, amount, 0);
    expect((await execution(orderId)).states).toEqual([
      'Reserve inventory',
      'Check payment',
      'Confirm order',
      'Notify customer',
    ]);
    expect(await emailsTo(email)).toHaveLength(2);
  });

  it('declined: the order is rejected, holds nothing and keeps nothing', async () => {
    const { orderId, sku } = await placed(provider, token);
    await payable(orderId);

    await control(provider, 'fail', { orderId });
    // WeChat Pay tells nobody of a payment that failed: it is asked when the wait ends.
    if (provider === 'wechat-pay') await endPaymentWait(orderId);

    expect(await ended(orderId)).toMatchObject({ status: 'REJECTED' });
    await execution(orderId);
    expect(await stockOf(sku)).toMatchObject({ available: 5, reserved: 0 });
    await books(provider, orderId, 0, 0);
  });

  it('abandoned: rejected when the wait is over, and closed so that nobody can pay it late', async () => {
    const { orderId, sku } = await placed(provider, token);
    await payable(orderId);
    await endPaymentWait(orderId);

    expect(await ended(orderId)).toMatchObject({ status: 'REJECTED', rejection: { reason: 'PAYMENT_TIMEOUT' } });
    await execution(orderId);
    expect(await stockOf(sku)).toMatchObject({ available: 5, reserved: 0 });
    await books(provider, orderId, 0, 0);
  });

  it('cancelled while waiting: the wait ends at once, with neither stock nor money', async () => {
    const { orderId, sku, email } = await placed(provider, token);
    await payable(orderId);

    const answer = await cancel(orderId);

    expect(answer.body).toMatchObject({
      status: 'CANCELLED',
      cancellation: { by: 'CUSTOMER', reason: 'CHANGED_MIND' },
    });
    expect(await execution(orderId)).toMatchObject({
      status: 'SUCCEEDED',
      states: ['Reserve inventory', 'Check payment', 'Reject order', 'Notify customer'],
    });
    expect(await stockOf(sku)).toMatchObject({ available: 5, reserved: 0 });
    await books(provider, orderId, 0, 0);
    await eventually('the notice of the cancellation', async () =>
      (await emailsTo(email)).some(({ subject }) => /cancelled/i.test(subject)),
    );
  });

  it('paid after it was cancelled: the money is given back, once, and the order stays cancelled', async () => {
    const { orderId, sku } = await placed(provider, token);
    await payable(orderId);
    await cancel(orderId);
    await execution(orderId);
    await books(provider, orderId, 0, 0);

    // As if the provider had never heard of the end: its customer can pay what we closed.
    await control(provider, 'state', { orderId, state: waiting });
    await control(provider, 'pay', { orderId });

    // A card was only authorised: that is voided. A wallet has taken the money: that is refunded.
    const entry = await (isAuthorisedFirst
      ? eventually('the authorisation to be voided', async () => {
          const entry = await booked(provider, orderId);
          return entry?.status === 'canceled' && entry;
        })
      : books(provider, orderId, amount, amount));
    expect(entry.calls[isAuthorisedFirst ? 'capture' : 'refund'] ?? 0).toBe(isAuthorisedFirst ? 0 : 1);
    expect(await ended(orderId)).toMatchObject({ status: 'CANCELLED' });
    expect(await stockOf(sku)).toMatchObject({ available: 5, reserved: 0 });
  });

  it('cancelled after it was paid: everything is given back', async () => {
    const { orderId, sku } = await placed(provider, token);
    await payable(orderId);
    await control(provider, 'pay', { orderId });
    await ended(orderId);
    await books(provider, orderId, amount, 0);

    expect((await cancel(orderId)).body).toMatchObject({ status: 'CANCELLED' });

    await books(provider, orderId, amount, amount);
    await eventually('the stock to be free', async () => (await stockOf(sku)).reserved === 0);
  });

  it('given back in two parts, each once however often it is asked for, and never more than was taken', async () => {
    const { orderId } = await placed(provider, token);
    await payable(orderId);
    await control(provider, 'pay', { orderId });
    await ended(orderId);
    await books(provider, orderId, amount, 0);
    const key = randomUUID();

    expect((await refund(orderId, 500, key)).body).toMatchObject({ captured: amount, refunded: 500 });
    expect((await refund(orderId, 500, key)).body).toMatchObject({ refunded: 500 });
    expect((await refund(orderId, 300)).body).toMatchObject({ refunded: 800 });
    expect((await refund(orderId, 401)).status).toBe(422);
    expect((await refund(orderId, 401, key)).status).toBe(422);

    expect(await booked(provider, orderId)).toMatchObject({ captured: amount, refunded: 800 });
  });
});

describe.each(providerNames)('%s', (provider) => {
  const { token } = testPayments[provider];

  alone();

  it('down during the check: the execution fails there, and a redrive goes on once it is back', async () => {
    // For as long as it is tried: in the high-volume mode a Standard execution goes on after the Express one.
    await control(provider, 'mode', { operation: 'authorize', down: 1_000 });
    const { orderId } = await placed(provider, token);
    expect(await execution(orderId)).toMatchObject({ status: 'FAILED', error: 'ProviderUnavailable' });
    await control(provider, 'mode', { clear: true });

    await redrive(orderId);
    await payable(orderId);
    await control(provider, 'pay', { orderId });

    expect(await ended(orderId)).toMatchObject({ status: 'CONFIRMED' });
    await books(provider, orderId, amount, 0);
  });

  it('down when an order is cancelled: its payment is closed all the same, a little later', async () => {
    const { orderId, sku } = await placed(provider, token);
    await payable(orderId);
    await control(provider, 'mode', { operation: 'void', down: 1 });

    expect((await cancel(orderId)).body).toMatchObject({ status: 'CANCELLED' });

    expect(await execution(orderId)).toMatchObject({ status: 'SUCCEEDED' });
    await control(provider, 'mode', { clear: true });
    expect(await stockOf(sku)).toMatchObject({ available: 5, reserved: 0 });
    await books(provider, orderId, 0, 0);
  });
});

describe('a card whose capture fails', () => {
  alone();

  it('does not undo the confirmation: the money is taken a little later', async () => {
    await control('stripe', 'mode', { operation: 'capture', down: 1 });
    const { orderId } = await placed('stripe', 'pm_card_visa');

    expect(await ended(orderId)).toMatchObject({ status: 'CONFIRMED' });
    await books('stripe', orderId, amount, 0);

    await control('stripe', 'mode', { clear: true });
    expect((await execution(orderId)).status).toBe('SUCCEEDED');
  });
});
