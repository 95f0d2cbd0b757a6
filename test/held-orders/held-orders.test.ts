import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { anOrderOf, onSale, stockOf } from '../e2e/catalogue.ts';
import { execution } from '../e2e/cloud.ts';
import { eventually } from '../e2e/eventually.ts';
import { emailsTo } from '../e2e/mailbox.ts';
import { booked, control } from '../e2e/payment-providers.ts';
import { accepted, accessToken, call, ended } from '../e2e/storefront.ts';

const staff = () => accessToken('back-office', 'orders:read orders:staff');

/** A card payment as Stripe's own test cards make it: each customer and address is another. */
async function placed(token: string, unitPrice = 1_200) {
  const sku = await onSale({ stock: 5, unitPrice });
  const email = `${randomUUID()}@customer.example`;
  const payment = { provider: 'stripe', token };
  const shippingAddress = { name: 'Ada Example', line1: `${randomUUID()} Street`, city: 'London', country: 'GB' };
  const orderId = await accepted(anOrderOf(sku, { contact: { email }, payment, shippingAddress }));
  return { orderId, sku, email };
}

/** Waits until the order is in the queue of those who decide. */
const held = (orderId: string) =>
  eventually(`order ${orderId} in the queue of doubtful orders`, async () => {
    const { body } = await call('GET', '/operations/risk-reviews', { token: await staff() });
    return (body.reviews as { orderId: string; since: string; reasons: unknown }[]).find(
      (review) => review.orderId === orderId,
    );
  });

const decide = async (orderId: string, approve: boolean) =>
  call('POST', `/operations/risk-reviews/${orderId}/decision`, {
    token: await staff(),
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ approve, reason: 'the card holder answered the telephone' }),
  });

const released = async (orderId: string, sku: string) => {
  await execution(orderId);
  expect(await stockOf(sku)).toMatchObject({ available: 5, reserved: 0 });
  expect(await booked('stripe', orderId)).toMatchObject({ status: 'canceled', captured: 0 });
};

const wholeWay = ['Reserve inventory', 'Check payment', 'Confirm order', 'Notify customer'];

describe.concurrent('in a stage that holds doubtful orders', () => {
  it('an ordinary one is confirmed at once, in four states', async () => {
    const { orderId } = await placed('pm_card_visa');
    expect(await ended(orderId)).toMatchObject({ status: 'CONFIRMED' });
    expect((await execution(orderId)).states).toEqual(wholeWay);
  });

  it('one at elevated risk waits in the same state, authorised only, and is confirmed once approved', async () => {
    const { orderId } = await placed('pm_card_riskLevelElevated');
    expect(await held(orderId)).toMatchObject({ reasons: [{ rule: 'providerElevated' }] });
    expect(await booked('stripe', orderId)).toMatchObject({ status: 'requires_capture', captured: 0 });
    const { body } = await call('GET', `/orders/${orderId}`);
    expect(body).toMatchObject({ status: 'RESERVED', checking: { until: expect.any(String) } });

    expect((await decide(orderId, true)).status).toBe(200);

    expect(await ended(orderId)).toMatchObject({ status: 'CONFIRMED' });
    expect((await execution(orderId)).states).toEqual(wholeWay);
    await eventually('its money', async () => (await booked('stripe', orderId))?.captured === 1_200);
    expect((await decide(orderId, false)).status).toBe(409);
  });

  it('one that is denied is rejected with neutral words, its money and stock released', async () => {
    const { orderId, sku, email } = await placed('pm_card_riskLevelElevated');
    await held(orderId);

    expect((await decide(orderId, false)).status).toBe(200);

    expect(await ended(orderId)).toMatchObject({ status: 'REJECTED', rejection: { reason: 'NOT_ACCEPTED' } });
    await released(orderId, sku);
    const [mail] = await eventually('the refusal', async () => {
      const mails = await emailsTo(email);
      return mails.length > 0 && mails;
    });
    expect(JSON.stringify(mail)).not.toMatch(/fraud|risk|suspicio/i);
  });

  it("one that the provider's own people approve is confirmed, and what they refuse is not", async () => {
    const [good, bad] = await Promise.all([
      placed('pm_card_riskLevelElevated', 6_000),
      placed('pm_card_riskLevelElevated', 6_000),
    ]);
    for (const { orderId } of [good, bad]) {
      await held(orderId);
      await control('stripe', 'review', { orderId });
    }

    await control('stripe', 'review', { orderId: good.orderId, closed: 'approved' });
    await control('stripe', 'review', { orderId: bad.orderId, closed: 'refunded_as_fraud' });

    expect(await ended(good.orderId)).toMatchObject({ status: 'CONFIRMED' });
    expect(await ended(bad.orderId)).toMatchObject({ status: 'REJECTED', rejection: { reason: 'NOT_ACCEPTED' } });
    await released(bad.orderId, bad.sku);
  });

  it('one that nobody looks at in time is decided by its amount', async () => {
    const [small, large] = await Promise.all([
      placed('pm_card_riskLevelElevated', 1_200),
      placed('pm_card_riskLevelElevated', 6_000),
    ]);
    expect(await ended(small.orderId)).toMatchObject({ status: 'CONFIRMED' });
    expect(await ended(large.orderId)).toMatchObject({ status: 'REJECTED', rejection: { reason: 'NOT_ACCEPTED' } });
    await released(large.orderId, large.sku);
  });

  it('one that its customer cancels meanwhile waits no longer', async () => {
    const { orderId, sku } = await placed('pm_card_riskLevelElevated');
    await held(orderId);
    const cancelled = await call('POST', `/orders/${orderId}/cancellation`, {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ reason: 'CHANGED_MIND' }),
    });
    expect(cancelled.status).toBe(200);
    expect(await ended(orderId)).toMatchObject({ status: 'CANCELLED' });
    await released(orderId, sku);
    expect((await decide(orderId, true)).status).toBe(409);
  });
});
