import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { OrderRequest } from '../../lambdas/orders/order-request.ts';
import type { ProviderName } from '../../lambdas/payments/providers/registry.ts';
import { anOrderRequest } from '../builders.ts';
import { onSale, stockOf } from './catalogue.ts';
import { execution } from './cloud.ts';
import { eventually } from './eventually.ts';
import { emailsTo } from './mailbox.ts';
import { booked, control } from './payment-providers.ts';
import { accepted, call, ended } from './storefront.ts';

describe.concurrent('an order of which lines are cancelled', () => {
  it.each([
    ['stripe', 'pm_card_threeDSecure2Required', 1_600, 0],
    ['wechat-pay', 'native', 2_400, 800],
  ] as const)(
    'while it waits for %s (%s) is confirmed for the rest, and charged no more',
    async (provider, token, captured, refunded) => {
      const { orderId, tea, email } = await placed(provider, token);
      await eventually('something to pay', async () => (await shown(orderId)).payment?.payUrl);

      const answer = await cancel(orderId, [{ line: 1, quantity: 2 }]);

      expect(answer).toMatchObject({ status: 200, body: { status: 'RESERVED', total: 2_400, currentTotal: 1_600 } });
      expect(await stockOf(tea)).toMatchObject({ available: 4, reserved: 1 });
      await control(provider, 'pay', { orderId });
      expect(await ended(orderId)).toMatchObject({ status: 'CONFIRMED', currentTotal: 1_600 });
      expect((await execution(orderId)).states).toHaveLength(4);
      await books(provider, orderId, captured, refunded);
      const subjects = async () => (await emailsTo(email)).map(({ subject }) => subject);
      await eventually(
        'both notices',
        async () => (await subjects()).filter((one) => /Part of|is confirmed/.test(one))[1],
      );
      const confirmation = (await emailsTo(email)).find(({ subject }) => /is confirmed/.test(subject));
      expect(confirmation?.text).toMatch(/Order total: (£|CN¥)16\.00/);
    },
  );

  it('while it waits for its payment is confirmed without one, once a gift card pays for the rest', async () => {
    const sku = await onSale({ stock: 5, currency: 'CNY', unitPrice: 400 });
    const email = `${randomUUID()}@customer.example`;
    const credits = [{ type: 'GIFT_CARD' as const, reference: '4711', amount: 400 }];
    const orderId = await accepted(
      anOrderRequest({
        currency: 'CNY',
        lines: [{ sku, quantity: 3 }],
        total: 1_200,
        totals: { subtotal: 1_200, credits, due: 800 },
        contact: { email },
        payment: { provider: 'wechat-pay', token: 'native' },
      }),
    );
    await eventually('something to pay', async () => (await shown(orderId)).payment?.payUrl);

    const answer = await cancel(orderId, [{ line: 1, quantity: 2 }]);

    expect(answer).toMatchObject({ status: 200, body: { currentTotal: 400, currentTotals: { credits, due: 0 } } });
    expect(await ended(orderId)).toMatchObject({ status: 'CONFIRMED', currentTotal: 400 });
    expect((await execution(orderId)).states).toHaveLength(4);
    await eventually('its payment to be closed', async () => (await shown(orderId)).payment?.status === 'VOIDED');
    await books('wechat-pay', orderId, 0, 0);
    await eventually('the confirmation', async () =>
      (await emailsTo(email)).find(({ subject }) => /is confirmed/.test(subject)),
    );
  });

  it('once it is confirmed gives back what they came to, once, and the rest when it is cancelled', async () => {
    const { orderId, tea } = await placed('stripe', 'pm_card_visa');
    await ended(orderId);
    await books('stripe', orderId, 2_400, 0);

    const key = randomUUID();
    const first = await cancel(orderId, [{ line: 1, quantity: 1 }], key);
    await books('stripe', orderId, 2_400, 400);
    const again = await cancel(orderId, [{ line: 1, quantity: 1 }], key);
    await cancel(orderId, [{ line: 2 }]);

    expect(first).toMatchObject({ status: 200, body: { currentTotal: 2_000 } });
    expect(again).toMatchObject({
      status: 200,
      body: { currentTotal: 2_000, lines: [{ cancelled: 1 }, { cancelled: 0 }] },
    });
    expect((await books('stripe', orderId, 2_400, 1_600)).refundIds).toHaveLength(2);
    expect(await stockOf(tea)).toMatchObject({ available: 3, reserved: 2 });

    expect(await cancel(orderId, [{ line: 1 }])).toMatchObject({ body: { status: 'CANCELLED' } });
    await books('stripe', orderId, 2_400, 2_400);
    await eventually('its stock', async () => (await stockOf(tea)).available === 5);
  });

  it('and that is paid by a gift card says what has to be given back to it', async () => {
    const sku = await onSale({ stock: 5, unitPrice: 400 });
    const totals = {
      subtotal: 1_200,
      credits: [{ type: 'GIFT_CARD' as const, reference: '4711', amount: 1_200 }],
      due: 0,
    };
    const { payment: _, ...request } = anOrderRequest({ lines: [{ sku, quantity: 3 }], total: 1_200, totals });
    const orderId = await accepted(request);
    expect(await ended(orderId)).toMatchObject({ status: 'CONFIRMED' });

    await cancel(orderId, [{ line: 1, quantity: 2 }]);

    const credits = await eventually('what goes back', async () => (await shown(orderId)).creditsToGiveBack);
    expect(credits).toEqual([{ type: 'GIFT_CARD', reference: '4711', amount: 800 }]);
  });
});

/** Three units at 4.00 and one at 12.00. */
async function placed(provider: ProviderName, token: string) {
  const currency = provider === 'stripe' ? 'GBP' : 'CNY';
  const tea = await onSale({ stock: 5, currency, unitPrice: 400 });
  const cup = await onSale({ stock: 5, currency, unitPrice: 1_200 });
  const email = `${randomUUID()}@customer.example`;
  const request: Partial<OrderRequest> = {
    currency,
    lines: [
      { sku: tea, quantity: 3 },
      { sku: cup, quantity: 1 },
    ],
    contact: { email },
    payment: { provider, token },
  };
  return { orderId: await accepted(anOrderRequest(request)), tea, email };
}

async function cancel(orderId: string, lines: readonly object[], key: string = randomUUID()) {
  const headers = { 'content-type': 'application/json', 'idempotency-key': key };
  const body = JSON.stringify({ reason: 'CHANGED_MIND', lines });
  return call('POST', `/orders/${orderId}/cancellation`, { headers, body });
}

async function shown(orderId: string) {
  const { body } = await call('GET', `/orders/${orderId}`);
  return body as { payment?: { payUrl?: string; status?: string }; creditsToGiveBack?: readonly object[] };
}

/** Waits until the provider's own books say this of the order's payment. */
async function books(provider: ProviderName, orderId: string, captured: number, refunded: number) {
  return eventually(`${provider} to have taken ${captured} and given back ${refunded}`, async () => {
    const entry = await booked(provider, orderId);
    return entry?.captured === captured && entry.refunded === refunded && entry;
  });
}
