import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { windowDays } from '../../lambdas/replenishment/daily-sales.ts';
import { clientSettings } from '../../local/aws.ts';
import { anOrderOf, arrive, onSale, stockOf } from './catalogue.ts';
import { documents, invoke, outputs } from './cloud.ts';
import { eventually } from './eventually.ts';
import { type Inbox, openInbox, received } from './inbox.ts';
import { emailsTo } from './mailbox.ts';
import { accepted, accessToken, askBackInStock, call, confirmBackInStock, ended } from './storefront.ts';

const settings = clientSettings(inject('service').endpoint);

let events: Inbox;
let keeper: Inbox;

beforeAll(async () => {
  events = await openInbox();
  keeper = await openInbox();
  const bus = new EventBridgeClient(settings);
  const Name = `test-${randomUUID()}`;
  await bus.send(new PutRuleCommand({ Name, EventPattern: JSON.stringify({ source: ['order-confirmation'] }) }));
  await bus.send(new PutTargetsCommand({ Rule: Name, Targets: [{ Id: 'inbox', Arn: events.arn }] }));
  await new SNSClient(settings).send(
    new SubscribeCommand({ TopicArn: outputs.StockKeeperTopicArn, Protocol: 'sqs', Endpoint: keeper.arn }),
  );
});

describe('orders that cross the low-stock threshold', () => {
  it('raise one event and one message to the stock keeper, and another one only after the stock was filled up', async () => {
    const sku = await onSale({ stock: 12 });
    await keep(sku, { lowStockThreshold: 8 });

    await ordered(sku, 8);
    await eventually('the stock to be low', async () => (await received(events, sku)).length > 0);
    await eventually('the stock keeper to be told', async () => (await received(keeper, sku)).length > 0);
    await settled();

    expect(await received(events, sku)).toHaveLength(1);
    expect(await received(keeper, sku)).toHaveLength(1);
    expect((await received(events, sku))[0]).toMatchObject({
      'detail-type': 'Stock Low',
      detail: { stage: 'dev', sku, threshold: 8 },
    });
    expect(JSON.stringify(await received(keeper, sku))).toContain(`Stock is low: ${sku} has `);

    await received(events, sku);
    await arrive(sku, 10);
    await eventually('the stock to be no longer low', async () => !('lowSince' in (await stockOf(sku))));
    await ordered(sku, 8);
    await eventually('the second event', async () => (await received(events, sku)).length > 1);
    await settled();
    expect(await received(events, sku)).toHaveLength(2);
    expect(await received(keeper, sku)).toHaveLength(2);
  });
});

describe('an order of what is not there yet', () => {
  it('gets the units that arrive, and its customer is told once', async () => {
    const email = `${randomUUID()}@customer.example`;
    const sku = await onSale({ stock: 0 });
    await keep(sku, { backorder: { limit: 5, leadTimeDays: 7 } });
    const orderId = await accepted(anOrderOf(sku, { lines: [{ sku, quantity: 3 }], contact: { email } }));
    expect(await ended(orderId)).toMatchObject({ status: 'CONFIRMED' });
    expect(await stockOf(sku)).toMatchObject({ available: 0, backordered: 3 });

    await arrive(sku, 5);

    await eventually('the e-mail of the arrival', async () => (await emailsTo(email)).length > 1);
    await settled();
    expect(await stockOf(sku)).toMatchObject({ onHand: 5, available: 2, reserved: 3, backordered: 0 });
    const mails = await emailsTo(email);
    expect(mails.filter(({ subject }) => subject.includes('have arrived'))).toHaveLength(1);
    expect(mails).toHaveLength(2);
  });

  it('gets the units of a preorder by the clock, on the day of its release', async () => {
    const sku = await onSale({ stock: 4 });
    const releaseAt = new Date(Date.now() + 20_000).toISOString();
    await keep(sku, { backorder: { limit: 5, releaseAt } });
    const orderId = await accepted(anOrderOf(sku));
    expect(await ended(orderId)).toMatchObject({ status: 'CONFIRMED' });

    await eventually('the units to be given', async () => {
      expect((await invoke('CatchUpStockFunction')).error).toBeUndefined();
      return (await stockOf(sku)).available === 3;
    });
    expect(new Date().toISOString() > releaseAt).toBe(true);
    expect(await stockOf(sku)).toMatchObject({ reserved: 1, backordered: 0 });
  });
});

describe('a shopper who asked for a product that is out of stock', () => {
  it('who confirms it gets one e-mail in their language when it is back, and no other', async () => {
    const sku = await onSale({ stock: 0, name: 'RED WOOLLY HOTTIE' });
    const shoppers = [`${randomUUID()}@customer.example`, `${randomUUID()}@customer.example`] as const;
    const stranger = `${randomUUID()}@customer.example`;
    expect((await askBackInStock(sku, shoppers[0])).status).toBe(202);
    expect((await askBackInStock(sku, shoppers[0])).status).toBe(202);
    expect((await askBackInStock(sku, shoppers[1], 'zh-CN')).status).toBe(202);
    expect((await askBackInStock('NO-SUCH-SKU', shoppers[0])).status).toBe(404);

    expect((await askBackInStock(sku, stranger)).status).toBe(202);
    for (const shopper of shoppers) await confirmBackInStock(shopper);

    await arrive(sku, 5);
    await eventually('both to be told', async () => {
      const told = await Promise.all(shoppers.map(emailsTo));
      return told.every(({ length }) => length > 1);
    });
    await eventually('the addresses to be gone', async () => {
      const kept = JSON.stringify(await requestsFor(sku));
      return shoppers.every((shopper) => !kept.includes(shopper));
    });
    await arrive(sku, 5);
    await settled();

    expect(await emailsTo(shoppers[0])).toMatchObject([
      { subject: 'Please confirm: tell you about RED WOOLLY HOTTIE?' },
      { subject: 'Back in stock: RED WOOLLY HOTTIE', text: expect.stringContaining(sku) },
    ]);
    expect(await emailsTo(shoppers[1])).toMatchObject([
      { subject: expect.stringContaining('请确认') },
      { subject: expect.not.stringContaining('请确认'), text: expect.stringContaining(sku) },
    ]);
    expect(await emailsTo(stranger)).toHaveLength(1);
  });
});

describe('the replenishment report', () => {
  it('tells the stock keeper in one message what to order', async () => {
    const sku = await onSale({ stock: 3 });
    await keep(sku, { leadTimeDays: 10, packSize: 6 });
    // Each of the days that are looked at sold one: every method foresees that.
    for (let day = 1; day <= windowDays; day++) {
      const at = new Date(Date.now() - day * 86_400_000).toISOString();
      await documents.send(
        new PutCommand({
          TableName: outputs.StockMovementsTable,
          Item: {
            pk: `SKU#${sku}`,
            sk: `MOVEMENT#${at}#${randomUUID()}#0`,
            ...{ sku, shard: 0, at, id: randomUUID(), reason: 'SHIPPED', onHand: -1, by: 'service' },
          },
        }),
      );
    }

    expect((await invoke('ReportReplenishmentFunction')).error).toBeUndefined();
    const [report] = await eventually('the report', async () => {
      const found = await received(keeper, `${sku},`);
      return found.length > 0 && found;
    });
    // 1·10; up to 17 less 3, in packs of 6.
    expect(JSON.stringify(report)).toContain(`${sku},18,3,0,10.0,1.00,0,3.0,`);
  });
});

async function keep(sku: string, kept: object): Promise<void> {
  const { status, body } = await call('PATCH', `/products/${sku}/stock/settings`, {
    token: await accessToken('back-office', 'orders:staff orders:read'),
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(kept),
  });
  if (status !== 200) throw new Error(`refused: ${JSON.stringify(body)}`);
}

async function ordered(sku: string, orders: number): Promise<void> {
  const orderIds = await Promise.all(Array.from({ length: orders }, () => accepted(anOrderOf(sku))));
  await Promise.all(orderIds.map((orderId) => ended(orderId)));
}

async function requestsFor(sku: string): Promise<readonly unknown[]> {
  const { Items = [] } = await documents.send(
    new QueryCommand({
      TableName: outputs.BackInStockRequestsTable,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': `SKU#${sku}` },
    }),
  );
  return Items;
}

/** Long enough for whatever would come a second time to come. */
function settled(): Promise<void> {
  return setTimeout(5_000);
}
