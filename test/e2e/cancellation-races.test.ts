import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eachOf } from '../../lambdas/runtime/each-of.ts';
import { anOrderOf, onSale, stockOf } from './catalogue.ts';
import { execution } from './cloud.ts';
import { eventually } from './eventually.ts';
import { booked, control } from './payment-providers.ts';
import { accepted, call, type ShownOrder } from './storefront.ts';
import { alone } from './turn.ts';

alone();

/** How often each step is raced: a few times with every run of the tests, 200 times with `npm run test:races`. */
const races = Number(process.env.RACES ?? 12);
const atOnce = 6;

/** Each step, and what an order shows when it is about to be run. */
const steps: readonly (readonly [string, (order: ShownOrder) => boolean])[] = [
  ['Reserve inventory', () => true],
  ['Check payment', ({ status }) => status !== 'PENDING'],
  ['Confirm order', ({ timeline }) => timeline.some(({ event }) => event === 'PAYMENT_AUTHORIZED')],
  ['Notify customer', ({ status }) => status === 'CONFIRMED'],
];

// Four orders a second with five notifications each are more than two cores can take; races with notifications are
// shown by the property tests, and by payments.test.ts one order at a time.
beforeAll(() => control('stripe', 'mode', { silent: true }));
afterAll(() => control('stripe', 'mode', { clear: true }));

const shown = async (orderId: string) => (await call('GET', `/orders/${orderId}`)).body as unknown as ShownOrder;

describe.each(steps)(`a cancellation that races %s, ${races} times`, (_, isNear) => {
  it('leaves every order cancelled with neither stock nor money', async () => {
    const sku = await onSale({ stock: races });
    const orderIds: string[] = [];
    const statuses: string[] = [];

    await eachOf([...Array(races).keys()], atOnce, async (race) => {
      const payment = { provider: 'stripe', token: 'pm_card_visa' };
      const orderId = await accepted(anOrderOf(sku, { payment }));
      orderIds.push(orderId);
      await eventually('the step to come near', async () => isNear(await shown(orderId)));
      // Spread over the step: a cancellation at every moment of it.
      await setTimeout((race % 20) * 3);
      const { body } = await call('POST', `/orders/${orderId}/cancellation`, {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ reason: 'ORDERED_BY_MISTAKE' }),
      });
      statuses.push(String(body.status));
      await execution(orderId);
    });

    expect(new Set(statuses)).toEqual(new Set(['CANCELLED']));
    await eventually('all stock to be free', async () => (await stockOf(sku)).reserved === 0);
    expect(await stockOf(sku)).toMatchObject({ onHand: races, available: races, reserved: 0 });
    const kept = async (orderId: string) => {
      const entry = await booked('stripe', orderId);
      return entry === undefined || entry.captured === entry.refunded;
    };
    for (const orderId of orderIds) await eventually(`the money of order ${orderId} to be back`, () => kept(orderId));
    for (const orderId of orderIds) {
      const entry = await booked('stripe', orderId);
      expect(['requires_capture', 'AUTHORIZED']).not.toContain(entry?.status);
      expect((await execution(orderId)).status).toBe('SUCCEEDED');
    }
  });
});
