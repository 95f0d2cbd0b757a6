import { randomUUID } from 'node:crypto';
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import * as z from 'zod/mini';
import { eventTypeOf, isTold, OrderEvent } from '../../lambdas/order-events/order-event.ts';
import { clientSettings } from '../../local/aws.ts';
import { anOrderOf, onSale } from './catalogue.ts';
import { outputs } from './cloud.ts';
import { eventually } from './eventually.ts';
import { type Inbox, openInbox, received } from './inbox.ts';
import { accepted, call, ended, type ShownOrder } from './storefront.ts';

let inbox: Inbox;

beforeAll(async () => {
  inbox = await openInbox();
  const bus = new EventBridgeClient(clientSettings(inject('service').endpoint));
  const rule = { Name: `test-${randomUUID()}`, EventBusName: outputs.EventBusName };
  await bus.send(new PutRuleCommand({ ...rule, EventPattern: JSON.stringify({ source: ['order-confirmation'] }) }));
  const Targets = [{ Id: 'inbox', Arn: inbox.arn }];
  await bus.send(new PutTargetsCommand({ Rule: rule.Name, EventBusName: rule.EventBusName, Targets }));
});

const OnBus = z.object({ 'detail-type': z.string(), detail: OrderEvent });

/** The events of an order that the bus has brought, each once, in their order. */
async function eventsOf(orderId: string): Promise<readonly OrderEvent[]> {
  const all = (await received(inbox, orderId)).map((message) => z.parse(OnBus, message));
  for (const { 'detail-type': type, detail } of all) expect(detail.type).toBe(type);
  const byId = new Map(all.map(({ detail }) => [detail.id, detail]));
  return [...byId.values()].sort((a, b) => (a.sequence < b.sequence ? -1 : 1));
}

/** The timeline of an order that nothing is added to any more: its customer has been told. */
async function settledTimeline(orderId: string): Promise<ShownOrder['timeline']> {
  return eventually(`the notice of order ${orderId}`, async () => {
    const { body } = await call('GET', `/orders/${orderId}`);
    const { timeline } = body as unknown as ShownOrder;
    const isTold = timeline.some(({ event }) => event === 'NOTICE_SENT');
    const isCaptured = timeline.some(({ event }) => event === 'PAYMENT_CAPTURED');
    return isTold && isCaptured && timeline;
  });
}

describe('an order', () => {
  it('has one event on the bus for each entry of its timeline, in an unbroken sequence', async () => {
    const sku = await onSale({ stock: 10 });
    const ids = await Promise.all([1, 2, 3].map(() => accepted(anOrderOf(sku))));
    for (const id of ids) {
      await ended(id);
      const timeline = await settledTimeline(id);
      const told = timeline.filter(({ event }) => isTold(event as 'ORDER_ACCEPTED'));
      const events = await eventually(`all events of ${id}`, async () => {
        const found = await eventsOf(id);
        return found.filter(({ type }) => type !== 'order.changed').length >= told.length && found;
      });
      expect(events.map(({ sequence }) => Number(sequence))).toEqual(events.map((_, index) => index + 1));
      const named = (of: readonly { time: string; type: string }[]) =>
        of.map(({ time, type }) => `${time} ${type}`).sort();
      expect(named(events.filter(({ type }) => type !== 'order.changed'))).toEqual(
        named(told.map(({ at, event }) => ({ time: at, type: eventTypeOf(event as 'ORDER_ACCEPTED') }))),
      );
      expect(events.at(-1)?.data.order).toMatchObject({ id, status: 'CONFIRMED' });
    }
  });
});
