import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import type { EventHead } from '../../lambdas/order-events/new-events.ts';
import { eventOrder, type OrderEvent, sequenceOf } from '../../lambdas/order-events/order-event.ts';
import { keptDays, orderEventTable } from '../../lambdas/order-events/order-event-table.ts';
import { orderRepresentation } from '../../lambdas/order-tracking/represent-order.ts';
import type { OrderId } from '../../lambdas/orders/order.ts';
import { dynamodb } from '../../lambdas/runtime/dynamodb.ts';
import { anOrder, anOrderContent, noon } from '../builders.ts';
import { again, aNewOrderId, aNewSku, atOnce, listOf, onEveryDynamoDb } from './on-every-dynamodb.ts';

const at = (minute: number) => new Date(Date.parse(noon) + minute * 60_000);
const snapshot = {
  ...{ order: anOrder(), content: anOrderContent(), payment: undefined, version: 1 },
  ...{ notices: [], resends: [], shipments: [], cases: [], returns: [], formerPayments: [] },
};
const order = eventOrder(orderRepresentation(snapshot, undefined));
const head = (sequence: number, published = 0): EventHead => ({ sequence, published, seen: [], shown: '' });

function anEvent(subject: OrderId, place: number, storefront = 'north-lane', detail = 'said'): OrderEvent {
  return {
    ...{ specversion: '1.0', source: 'test', type: 'order.changed', time: noon, datacontenttype: 'application/json' },
    ...{ id: `${subject}-${place}`, subject, sequence: sequenceOf(place), storefront, data: { detail, order } },
  };
}
const places = (events: readonly OrderEvent[]) => events.map(({ sequence }) => Number(sequence));
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

onEveryDynamoDb((tables) => {
  const table = () => orderEventTable(tables.orderEvents);
  const stored = async (id: OrderId, sk: string) =>
    (await dynamodb.send(new GetCommand({ TableName: tables.orderEvents, Key: { pk: `ORDER#${id}`, sk } }))).Item;

  describe('the events of an order', () => {
    it('have places without a gap, each once, however many record them at once', async () => {
      const id = aNewOrderId();
      const appended = async () => {
        const from = await table().findHead(id);
        const place = (from?.sequence ?? 0) + 1;
        return table().append(id, from, head(place), [anEvent(id, place)], at(0));
      };

      await atOnce(12, () => again(appended, (isAppended) => !isAppended));

      expect(places(await table().eventsBehind(id, ''))).toEqual(upTo(12));
      expect(await table().findHead(id)).toEqual(head(12));
    });

    it('are recorded all or none, and only behind the head that was read', async () => {
      const id = aNewOrderId();
      expect(await table().append(id, undefined, head(1), [anEvent(id, 1)], at(0))).toBe(true);

      const both = [anEvent(id, 2), anEvent(id, 1)];
      expect(await table().append(id, head(1), head(3), both, at(1)), 'a place that is taken').toBe(false);
      expect(await table().append(id, undefined, head(2), [anEvent(id, 2)], at(1)), 'no head read').toBe(false);
      await table().markPublished(id, 1);
      expect(await table().append(id, head(1), head(2), [anEvent(id, 2)], at(1)), 'before the mark').toBe(false);

      expect(places(await table().eventsBehind(id, ''))).toEqual([1]);
      expect(await table().findHead(id)).toEqual(head(1, 1));
    });

    it('are marked as handed over up to the furthest place, in whatever order that is noted', async () => {
      const id = aNewOrderId();
      await table().markPublished(id, 1);
      expect(await table().findHead(id)).toBeUndefined();
      await table().append(id, undefined, head(9), [anEvent(id, 9)], at(0));

      await atOnce(9, (index) => table().markPublished(id, 9 - index));

      expect(await table().findHead(id)).toEqual(head(9, 9));
    });

    it('are found behind a place, over several pages, and forgotten after a while, their count never', async () => {
      const id = aNewOrderId();
      // More than a megabyte: what DynamoDB reads at once.
      const events = upTo(40).map((place) => anEvent(id, place, 'north-lane', 'x'.repeat(40_000)));
      await table().append(id, undefined, head(40), events, at(0));

      expect(places(await table().eventsBehind(id, sequenceOf(3)))).toEqual(upTo(40).slice(3));
      const expiresAt = at(0).getTime() / 1000 + keptDays * 86_400;
      expect(await stored(id, `EVENT#${sequenceOf(40)}`)).toMatchObject({ expiresAt });
      expect(await stored(id, 'HEAD')).not.toHaveProperty('expiresAt');
    });
  });

  it('reads the events of a storefront by page, as they were recorded, each once, and none of another', async () => {
    const [storefront, other] = [aNewSku(), aNewSku()];
    const [first, second] = [aNewOrderId(), aNewOrderId()];
    await table().append(
      first,
      undefined,
      head(30),
      upTo(30).map((place) => anEvent(first, place, storefront)),
      at(0),
    );
    await table().append(second, undefined, head(1), [anEvent(second, 1, storefront)], at(1));
    await table().append(first, head(30), head(31), [anEvent(first, 31, storefront)], at(2));
    const third = aNewOrderId();
    await table().append(third, undefined, head(1), [anEvent(third, 1, other)], at(1));

    const read: string[] = [];
    for (let after = ''; ; ) {
      const page = await table().feed(storefront, after, at(9).toISOString(), 7);
      read.push(...page.map(({ event }) => event.id));
      const last = page.at(-1);
      if (last === undefined) break;
      expect(page.length).toBeLessThanOrEqual(7);
      after = last.position;
    }

    expect(read).toEqual([...upTo(30).map((place) => `${first}-${place}`), `${second}-1`, `${first}-31`]);
    expect(await table().feed(storefront, '', at(1).toISOString(), 100), 'before a moment').toHaveLength(30);
  });

  it('makes a storefront a listener once, until it is over, also while DynamoDB has not forgotten it', async () => {
    const storefront = aNewSku();
    const listens = async (now: Date) => (await table().listeners(now)).some((one) => one.storefront === storefront);
    const days = (count: number) => at(count * 1440);

    expect((await atOnce(10, () => table().listenToFeed(storefront, days(0)))).filter(Boolean)).toHaveLength(1);
    expect(await listens(days(keptDays - 1))).toBe(true);
    expect(await listens(days(keptDays))).toBe(false);
    expect(await table().listenToFeed(storefront, days(2)), 'prolonged').toBe(false);
    expect(await listens(days(keptDays + 1))).toBe(true);
    expect(await table().listenToFeed(storefront, days(keptDays + 2)), 'anew').toBe(true);
  });

  it('notes an order whose events are behind until they no longer are, unless it was noted anew', async () => {
    const id = aNewOrderId();
    const noted = async () => (await listOf(table().behind())).find(({ orderId }) => orderId === id);
    await table().addBehind(id, at(0));
    const before = { orderId: id, at: at(0).toISOString() };
    expect(await noted()).toEqual(before);
    await table().addBehind(id, at(1));
    await table().removeBehind(before);
    expect(await noted()).toEqual({ orderId: id, at: at(1).toISOString() });
    await table().removeBehind({ orderId: id, at: at(1).toISOString() });
    expect(await noted()).toBeUndefined();
  });
});
