import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { textsOf } from '../../lambdas/notifications/texts.ts';
import type { OrderRequest } from '../../lambdas/orders/order-request.ts';
import { type ProviderName, providerNames, providers } from '../../lambdas/payments/providers/registry.ts';
import { testPayments } from '../payments/providers/test-payments.ts';
import { anOrderOf, onSale } from './catalogue.ts';
import { execution } from './cloud.ts';
import { eventually } from './eventually.ts';
import { emailsTo } from './mailbox.ts';
import { booked, control } from './payment-providers.ts';
import { type Answer, accepted, accessToken, call, ended } from './storefront.ts';

const amount = 1_200;

describe.concurrent('a payment that the storefront had its customer confirm before it placed the order', () => {
  it.each([
    ['automatic', 'REFUNDED', 'being refunded in full'],
    ['manual', 'VOIDED', 'is being released'],
  ])(
    'with %s capture goes back when the order is out of stock, and the mail says so',
    async (capture_method, status, said) => {
      const { intent } = await control<{ intent: string }>('stripe', 'make', { amount, capture_method });
      const email = `${randomUUID()}@customer.example`;
      const sku = await onSale({ stock: 0, currency: 'GBP', unitPrice: amount });
      const payment = { provider: 'stripe', token: intent };

      const orderId = await accepted(anOrderOf(sku, { currency: 'GBP', contact: { email }, payment }));

      expect(await ended(orderId)).toMatchObject({ status: 'REJECTED', rejection: { reason: 'OUT_OF_STOCK' } });
      expect(await execution(orderId)).toMatchObject({ status: 'SUCCEEDED' });
      expect((await order(orderId)).payment?.status).toBe(status);
      expect(await booked('stripe', orderId)).toMatchObject(
        status === 'REFUNDED' ? { captured: amount, refunded: amount } : { status: 'canceled', captured: 0 },
      );
      const [mail] = await eventually('the mail', async () => {
        const mails = await emailsTo(email);
        return mails.length > 0 && mails;
      });
      expect(JSON.stringify(mail)).toContain(said);
    },
  );

  it('goes back when the order is cancelled at once', async () => {
    const { intent } = await control<{ intent: string }>('stripe', 'make', { amount, capture_method: 'automatic' });
    const sku = await onSale({ stock: 5, currency: 'GBP', unitPrice: amount });
    const orderId = await accepted(anOrderOf(sku, { currency: 'GBP', payment: { provider: 'stripe', token: intent } }));

    await post(`/orders/${orderId}/cancellation`, { reason: 'CHANGED_MIND' });

    await eventually('all to be given back', async () => (await booked('stripe', orderId))?.refunded === amount);
    await eventually('the order to say so', async () => (await order(orderId)).payment?.refunded === amount);
    expect((await order(orderId)).status).toBe('CANCELLED');
  });
});

describe.concurrent.each(providerNames)('%s', (provider) => {
  const { token, refusal } = testPayments[provider];

  it('a refund made in its own console is counted, and a cancellation gives back the rest only', async () => {
    const orderId = await confirmed(provider, token);

    await control(provider, 'refund', { orderId, amount: 300 });
    await eventually('the refund to be heard of', async () => (await order(orderId)).payment?.refunded === 300);
    await post(`/orders/${orderId}/cancellation`, { reason: 'CHANGED_MIND' });

    await eventually('the rest to be given back', async () => (await booked(provider, orderId))?.refunded === amount);
    await eventually('the order to say so', async () => (await order(orderId)).payment?.refunded === amount);
  });

  it('a refund that it refuses is answered with its word, and leaves the amount free; its customer is told of one that is made, once', async () => {
    const email = `${randomUUID()}@customer.example`;
    const orderId = await confirmed(provider, token, { email });
    await control(provider, 'mode', { orderId, operation: 'refund', error: refusal.error, errors: 1 });
    const key = randomUUID();

    const refused = await refund(orderId, amount, key);

    expect(refused).toMatchObject({ status: 409, body: { type: 'urn:order-confirmation:problem:refund-refused' } });
    expect(refused.body.detail).toContain(refusal.code);
    expect((await refund(orderId, amount, key)).status).toBe(409);
    const other = randomUUID();
    for (const _twice of [1, 2]) {
      expect(await refund(orderId, amount, other)).toMatchObject({ status: 200, body: { refunded: amount } });
    }
    const told = await eventually('the mail', async () => {
      const found = (await emailsTo(email)).filter(({ subject }) => subject.startsWith('Your refund of'));
      return found.length > 0 && found;
    });
    expect(told).toHaveLength(1);
    expect(told[0]?.text).toContain(textsOf('en').refundTo[provider]);
    expect(told[0]?.text).toContain(`${providers[provider].refundDays} working days`);
    expect(told[0]?.text).not.toContain('one item was broken');
  });

  it('an order whose money went back whole is not shipped, one whose money went back in part is', async () => {
    const orderId = await confirmed(provider, token);
    await refund(orderId, amount - 1);
    const other = await confirmed(provider, token);
    await refund(other, amount);

    expect((await post(`/orders/${orderId}/shipment`)).status).toBe(200);
    expect(await post(`/orders/${other}/shipment`)).toMatchObject({
      status: 409,
      body: { type: 'urn:order-confirmation:problem:not-shippable' },
    });
  });

  it('a refund repeated under its key for another reason is refused', async () => {
    const orderId = await confirmed(provider, token);
    const key = randomUUID();

    expect((await refund(orderId, 500, key)).status).toBe(200);
    expect((await refund(orderId, 500, key, 'another reason')).status).toBe(422);
  });
});

describe.concurrent.each(providerNames)('%s', (provider) => {
  const { token, dispute } = testPayments[provider];

  it('a disputed payment stands in the order, and keeps it in the warehouse until it is decided', async () => {
    const orderId = await confirmed(provider, token);

    await control(provider, dispute.action, { orderId });
    await eventually(
      'the dispute to be heard of',
      async () => (await order(orderId)).payment?.disputes?.[0]?.status === 'OPEN',
    );
    expect((await order(orderId)).timeline.map(({ event }) => event)).toContain('DISPUTE_OPEN');
    expect((await post(`/orders/${orderId}/shipment`)).status).toBe(409);

    await control(provider, dispute.action, { orderId, ...dispute.decided });
    await eventually('the decision', async () => (await order(orderId)).payment?.disputes?.[0]?.status === 'CLOSED');
    expect((await post(`/orders/${orderId}/shipment`)).status).toBe(200);
  });
});

describe.concurrent.each([
  ['stripe', 'pm_card_visa', {}],
  ['wechat-pay', 'native', { status: 'ABNORMAL' }],
] as const)('%s', (provider, token, fate) => {
  it('a refund that was accepted and fails later is taken back, and another may be made', async () => {
    const orderId = await confirmed(provider, token);
    const key = randomUUID();
    await refund(orderId, 500, key);
    expect((await order(orderId)).payment?.refunded).toBe(500);

    const [made] = (await booked(provider, orderId))?.refundIds ?? [];
    await control(provider, 'refund', { orderId, refundId: made, ...fate });

    await eventually('the refund to be taken back', async () => (await order(orderId)).payment?.refunded === 0);
    expect((await refund(orderId, 500, key)).status).toBe(409);
    expect(await refund(orderId, amount)).toMatchObject({ status: 200, body: { refunded: amount } });
  });
});

/** An order whose customer has paid. @returns its id */
async function confirmed(provider: ProviderName, token: string, contact?: OrderRequest['contact']): Promise<string> {
  const { currency } = testPayments[provider];
  const sku = await onSale({ stock: 5, currency, unitPrice: amount });
  const orderId = await accepted(
    anOrderOf(sku, { currency, payment: { provider, token }, ...(contact && { contact }) }),
  );
  if (token !== 'pm_card_visa') {
    await eventually('a place to pay', async () => (await order(orderId)).payment?.payUrl);
    await control(provider, 'pay', { orderId });
  }
  expect((await ended(orderId)).status).toBe('CONFIRMED');
  await eventually('the capture', async () => (await order(orderId)).payment?.captured === amount);
  return orderId;
}

interface PaidOrder {
  readonly status: string;
  readonly payment?: {
    readonly status: string;
    readonly captured: number;
    readonly refunded: number;
    readonly payUrl?: string;
    readonly disputes?: readonly { readonly status: string }[];
  };
  readonly timeline: readonly { readonly event: string }[];
}

async function order(orderId: string): Promise<PaidOrder> {
  return (await call('GET', `/orders/${orderId}`)).body as unknown as PaidOrder;
}

function refund(orderId: string, part: number, key?: string, reason = 'one item was broken'): Promise<Answer> {
  return post(`/orders/${orderId}/refunds`, { amount: part, reason }, key);
}

async function post(path: string, body?: object, key: string = randomUUID()): Promise<Answer> {
  return call('POST', path, {
    token: await accessToken('back-office', 'orders:read orders:staff'),
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: body && JSON.stringify(body),
  });
}
