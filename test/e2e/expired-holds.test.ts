import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eachOf } from '../../lambdas/runtime/each-of.ts';
import { anOrderOf, onSale, stockOf } from './catalogue.ts';
import { documents, execution, outputs, redrive, runStep, withEnvironment } from './cloud.ts';
import { eventually } from './eventually.ts';
import { emailsTo } from './mailbox.ts';
import { booked, control } from './payment-providers.ts';
import { accepted, call, ended } from './storefront.ts';
import { alone } from './turn.ts';

alone();

/**
 * How often the sweeper races a confirmation: a few times with every run of the tests, 500 times with `npm run
 * test:hold-races`.
 */
const races = Number(process.env.RACES ?? 12);
const atOnce = 6;

const payment = { provider: 'stripe', token: 'pm_card_visa' };
const longAgo = '2026-01-01T00:00:00.000Z';

/** What takes a step what it needs, so that its execution fails. */
const broken = {
  'Reserve inventory': ['ReserveInventoryFunction', { STOCK_TABLE: 'no-such-table' }],
  'Confirm order': ['ConfirmOrderFunction', { ORDERS_TABLE: 'no-such-table' }],
} as const;

// Hundreds of orders at once with notifications are more than two cores can take.
beforeAll(() => control('stripe', 'mode', { silent: true }));
afterAll(() => control('stripe', 'mode', { clear: true }));

describe('an order whose execution failed and was not redriven in time', () => {
  it('is rejected without stock and money, and its customer told once, even when it is redriven after all', async () => {
    const sku = await onSale({ stock: 10 });
    const unheld = await failedAt('Reserve inventory', sku, 1);
    const held = await failedAt('Confirm order', sku, 1);
    for (const { orderId } of unheld) await makeOld(orderId, 'createdAt');
    for (const { orderId } of held) await makeOld(orderId, 'holdExpiresAt');

    await releaseExpiredHolds();

    for (const { orderId, email } of [...unheld, ...held]) {
      expect(await ended(orderId)).toMatchObject({ status: 'REJECTED', rejection: { reason: 'HOLD_EXPIRED' } });
      await eventually('the stock to be back', async () => (await stockOf(sku)).available === 10);
      await eventually('the money to be released', async () => isFree(orderId));
      const [notice] = await theNotice(email);
      expect(notice?.text).toContain('because of a technical problem on our side we could not complete this order');
      expect(notice?.text).toContain('You have not been charged');

      await redrive(orderId);

      const { status, states } = await execution(orderId);
      expect([status, ...states.slice(-2)]).toEqual(['SUCCEEDED', 'Reject order', 'Notify customer']);
      expect(await ended(orderId)).toMatchObject({ status: 'REJECTED', rejection: { reason: 'HOLD_EXPIRED' } });
      expect(await stockOf(sku)).toMatchObject({ onHand: 10, available: 10, reserved: 0 });
      expect(await emailsTo(email)).toHaveLength(1);
    }
  });
});

describe(`the sweeper and a late confirmation racing for the same hold, ${races} times`, () => {
  it('leave every order confirmed with its stock and money, or rejected without', async () => {
    const sku = await onSale({ stock: races });
    const orders = await failedAt('Confirm order', sku, races);

    await eachOf([...orders.entries()], atOnce, async ([race, { orderId }]) => {
      await makeOld(orderId, 'holdExpiresAt');
      // Now the one gets there first, now the other: the way from a redrive to its step takes about as long as a sweep.
      await Promise.all([
        setTimeout((race % 20) * 10).then(() => redrive(orderId)),
        setTimeout(40).then(() => releaseExpiredHolds()),
      ]);
    });

    let confirmed = 0;
    for (const { orderId } of orders) {
      expect((await execution(orderId)).status).toBe('SUCCEEDED');
      const { status, rejection } = await ended(orderId);
      if (status === 'CONFIRMED') {
        confirmed++;
        expect(await booked('stripe', orderId)).toMatchObject({ captured: 255, refunded: 0 });
      } else {
        expect([status, rejection?.reason]).toEqual(['REJECTED', 'HOLD_EXPIRED']);
        await eventually(`the money of order ${orderId} to be released`, async () => isFree(orderId));
      }
    }
    const expected = { onHand: races, available: races - confirmed, reserved: confirmed };
    await eventually('the stock to be back', async () => (await stockOf(sku)).reserved === confirmed);
    expect(await stockOf(sku)).toMatchObject(expected);
    for (const { email } of orders) expect(await theNotice(email)).toHaveLength(1);
    // The races are worth their name: each of the two wins now and then.
    expect(Math.min(confirmed, races - confirmed)).toBeGreaterThan(races / 100 - 1);
    process.stdout.write(`${races} races: ${confirmed} confirmed, ${races - confirmed} rejected\n`);
  });
});

/** Orders of one unit each whose execution failed at a step, each with its customer. */
async function failedAt(step: keyof typeof broken, sku: string, count: number) {
  const [functionOutput, environment] = broken[step];
  const orders: { orderId: string; email: string }[] = [];
  await withEnvironment(functionOutput, environment, () =>
    eachOf([...Array(count).keys()], 4 * atOnce, async () => {
      const email = `${randomUUID()}@customer.example`;
      const orderId = await accepted(anOrderOf(sku, { contact: { email }, payment }));
      expect((await execution(orderId)).status).toBe('FAILED');
      // From then on it is on the list of those that wait.
      await eventually(`the delay of order ${orderId}`, async () => {
        return (await call('GET', `/orders/${orderId}`)).body.delayed !== undefined;
      });
      orders.push({ orderId, email });
    }),
  );
  return orders;
}

/** Lets an order look as it would when its hold has just ended: an hour and more after it was accepted. */
async function makeOld(orderId: string, heldFrom: 'createdAt' | 'holdExpiresAt'): Promise<void> {
  await documents.send(
    new UpdateCommand({
      TableName: outputs.OrdersTable,
      Key: { pk: `ORDER#${orderId}`, sk: 'ORDER' },
      UpdateExpression: 'SET openSince = :longAgo, #from = :longAgo',
      ExpressionAttributeNames: { '#from': heldFrom },
      ExpressionAttributeValues: { ':longAgo': longAgo },
    }),
  );
}

/** What the schedule does every minute. */
async function releaseExpiredHolds(): Promise<void> {
  expect(await runStep('ReleaseExpiredHoldsFunction', {})).toBeUndefined();
}

/** The e-mails to a customer, once there is one: that of an expired order is sent a minute after its end. */
function theNotice(email: string) {
  const found = async () => {
    const emails = await emailsTo(email);
    return emails.length > 0 && emails;
  };
  return eventually(`the notice to ${email}`, found);
}

/** True when the provider neither holds nor keeps anything of the order's money. */
async function isFree(orderId: string): Promise<boolean> {
  const entry = await booked('stripe', orderId);
  return entry === undefined || (entry.captured === entry.refunded && entry.status !== 'requires_capture');
}
