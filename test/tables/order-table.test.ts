import { randomUUID } from 'node:crypto';
import { QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import type { Cancellation } from '../../lambdas/orders/cancellation.ts';
import { newOrder } from '../../lambdas/orders/new-order.ts';
import type { OrderContent, OrderId } from '../../lambdas/orders/order.ts';
import type { OrderList, PageEnd } from '../../lambdas/orders/order-lists.ts';
import { type OrderTable, orderTable } from '../../lambdas/orders/order-table.ts';
import { dynamodb } from '../../lambdas/runtime/dynamodb.ts';
import { readTogether } from '../../lambdas/runtime/dynamodb-read.ts';
import { tryWrite, type Update } from '../../lambdas/runtime/dynamodb-write.ts';
import { openOrdersIndex } from '../../lib/tables.ts';
import { anOrderContent, anOrderLine, noon } from '../builders.ts';
import { shipWhole } from '../orders/ship-whole.ts';
import { patiently } from '../patiently.ts';
import { again, aNewOrderId, atOnce, commit, listOf, onEveryDynamoDb } from './on-every-dynamodb.ts';

const later = '2026-11-23T13:00:00.000Z';
const muchLater = '2026-11-23T14:00:00.000Z';
const cancellation: Cancellation = { by: 'CUSTOMER', at: later, reason: 'OTHER', text: 'nicht mehr nötig' };
const rejected = { status: 'REJECTED', rejection: { reason: 'OUT_OF_STOCK', at: later } } as const;
const confirmed = { status: 'CONFIRMED' } as const;
const reserved = { at: noon, event: 'INVENTORY_RESERVED' } as const;
const confirmation = { at: later, event: 'ORDER_CONFIRMED' } as const;
const rejection = { at: later, event: 'ORDER_REJECTED' } as const;
const refusedByCondition = [{ kind: 'condition', item: undefined }];

describe('the Orders table', () => {
  onEveryDynamoDb((tables) => {
    const orders = () => orderTable(tables.orders);
    const write = (update: Update) => commit([update]);

    /** An order as it was accepted. */
    async function accepted(content: Partial<OrderContent> = {}): Promise<OrderId> {
      const whole = anOrderContent({ id: aNewOrderId(), ...content });
      await orders().addContent(whole);
      await orders().addOrder(newOrder(whole));
      return whole.id;
    }

    /** The write of a hold over the order as it stands. */
    async function hold(id: OrderId, reservation: Parameters<OrderTable['holdWrite']>[3] = reserved) {
      return write(orders().holdWrite(await standing(id), { heldSkus: 1 }, later, reservation));
    }

    async function standing(id: OrderId) {
      const order = await orders().findOrder(id);
      if (order === undefined) throw new Error(`there is no order ${id}`);
      return order;
    }

    async function confirmedOrder(): Promise<OrderId> {
      const id = await accepted();
      await hold(id);
      await orders().end(id, confirmed, confirmation);
      return id;
    }

    async function isOpen(id: OrderId): Promise<boolean> {
      return (await orders().findOpenSince('9999')).includes(id);
    }

    describe('the content of an order', () => {
      it('is found as it was written', async () => {
        const content = anOrderContent({ id: aNewOrderId(), total: Number.MAX_SAFE_INTEGER, customerId: '顾客 7' });

        expect(await orders().addContent(content)).toBe(true);

        expect(await orders().find(content.id)).toEqual({
          order: newOrder(content),
          isStored: false,
          content,
          notices: [],
          shipments: [],
          cases: [],
          resends: [],
          returns: [],
          version: 1,
        });
        expect(await orders().find(aNewOrderId())).toEqual({
          order: undefined,
          isStored: false,
          content: undefined,
          notices: [],
          shipments: [],
          cases: [],
          resends: [],
          returns: [],
          version: 0,
        });
      });

      it('of 1,000 lines and more than 1 MB is found whole, in its order', async () => {
        const lines = Array.from({ length: 1_000 }, (_, n) => anOrderLine({ sku: `S${n}`, name: `${n} `.repeat(400) }));
        const content = anOrderContent({ id: aNewOrderId(), lines });

        expect(await orders().addContent(content)).toBe(true);

        expect((await orders().find(content.id)).content).toEqual(content);
      });

      it.each([1, 201, 401])('of %i lines is never written over, nor added to', async (count) => {
        const id = await accepted();
        const other = anOrderContent({ id, total: 1, lines: Array.from({ length: count }, () => anOrderLine()) });

        expect(await orders().addContent(other)).toBe(false);

        expect((await orders().find(id)).content).toEqual(anOrderContent({ id }));
      });

      it('is that of one request, whichever of 40 comes first', async () => {
        const id = aNewOrderId();
        const lines = Array.from({ length: 401 }, () => anOrderLine());

        const added = await atOnce(40, (total) =>
          again(() => orders().addContent(anOrderContent({ id, total, lines }))),
        );

        expect(added.filter(Boolean)).toHaveLength(1);
        expect((await orders().find(id)).content).toEqual(anOrderContent({ id, total: added.indexOf(true), lines }));
      });
    });

    describe('an order', () => {
      it('begins PENDING, and open', async () => {
        const id = await accepted();

        expect(await orders().findOrder(id)).toEqual({
          id,
          number: 'K7Q-4XW-2R9',
          storefront: 'north-lane',
          status: 'PENDING',
          currency: 'GBP',
          total: 1530,
          payment: { provider: 'sandbox', token: 'sandbox-authorised' },
          createdAt: noon,
          timeline: [{ at: noon, event: 'ORDER_ACCEPTED' }],
          heldSkus: 0,
          version: 1,
          holdVersion: 0,
        });
        expect((await orders().find(id)).order).toEqual(await orders().findOrder(id));
        expect(await isOpen(id)).toBe(true);
      });

      it('stands as it was accepted while only its content is stored, and is not listed', async () => {
        const content = anOrderContent({ id: aNewOrderId() });
        await orders().addContent(content);

        const found = await orders().find(content.id);
        expect(found).toMatchObject({ isStored: false, content, order: { status: 'PENDING', holdVersion: 0 } });
        expect(await orders().findOrder(content.id)).toEqual(found.order);
        expect(await isOpen(content.id)).toBe(false);

        await orders().addOrder(newOrder(content));
        expect(await orders().find(content.id)).toEqual({ ...found, isStored: true });
      });

      it('is stored by its first hold, once', async () => {
        const content = anOrderContent({ id: aNewOrderId() });
        await orders().addContent(content);
        const first = async () => orders().firstHoldWrite(await standing(content.id), { heldSkus: 1 }, later, reserved);
        const write = await first();

        expect(await commit([write])).toBeUndefined();
        expect(await commit([write])).toEqual(refusedByCondition);

        expect(await standing(content.id)).toMatchObject({
          status: 'RESERVED',
          heldSkus: 1,
          holdVersion: 1,
          holdExpiresAt: later,
          timeline: [{ event: 'ORDER_ACCEPTED' }, reserved],
        });
      });

      it('is listed as open by its first hold only where that is not all of it', async () => {
        const isListed = async (reservation: typeof reserved | undefined) => {
          const content = anOrderContent({ id: aNewOrderId() });
          await orders().addContent(content);
          await commit([orders().firstHoldWrite(newOrder(content), { heldSkus: 1 }, later, reservation)]);
          return isOpen(content.id);
        };

        expect(await isListed(reserved)).toBe(false);
        expect(await isListed(undefined)).toBe(true);
      });

      it('that is stored already is listed as open when it comes to wait, until it has its answer', async () => {
        const content = anOrderContent({ id: aNewOrderId(), createdAt: noon });
        await orders().addContent(content);
        expect(await orders().listAsOpen(content)).toBe(false);
        await commit([orders().firstHoldWrite(newOrder(content), { heldSkus: 1 }, later, reserved)]);

        expect(await orders().listAsOpen(content)).toBe(true);
        expect(await orders().listAsOpen(content)).toBe(false);
        expect(await isOpen(content.id)).toBe(true);

        await orders().end(content.id, confirmed, confirmation);
        expect(await orders().listAsOpen(content)).toBe(false);
        expect(await orders().noteFailure(content, later)).toBe(false);
        expect(await isOpen(content.id)).toBe(false);
      });

      it('is listed as open by the note that its execution failed', async () => {
        const content = anOrderContent({ id: aNewOrderId(), createdAt: noon });
        await orders().addContent(content);
        await commit([orders().firstHoldWrite(newOrder(content), { heldSkus: 1 }, later, reserved)]);

        expect(await orders().noteFailure(content, later)).toBe(true);

        expect(await isOpen(content.id)).toBe(true);
        expect(await standing(content.id)).toMatchObject({ failedAt: later });
      });

      it('does not begin again', async () => {
        const id = await confirmedOrder();
        const before = await orders().findOrder(id);

        await orders().addOrder(newOrder(anOrderContent({ id })));

        expect(await orders().findOrder(id)).toEqual(before);
        expect(await isOpen(id)).toBe(false);
      });

      it('that is not there is not changed into being', async () => {
        const id = aNewOrderId();

        expect(await orders().findOrder(id)).toBeUndefined();
        expect(await orders().end(id, rejected, rejection)).toBe(false);
        expect(await orders().cancel(id, cancellation)).toBe(false);
        expect(await shipWhole(id, later, orders())).toBe(false);
        expect(await orders().extendHold(id, later)).toBe(false);
        await orders().recordShortages(id, []);
        expect(await write(orders().holdWrite({ id, holdVersion: 0 }, { heldSkus: 1 }, later, undefined))).toEqual(
          refusedByCondition,
        );
        expect(await orders().find(id)).toEqual({
          order: undefined,
          isStored: false,
          content: undefined,
          notices: [],
          shipments: [],
          cases: [],
          resends: [],
          returns: [],
          version: 0,
        });
      });
    });

    describe('a hold', () => {
      const spread = {
        '85123A': [
          { shard: 3, units: 4 },
          { shard: 0, units: 2 },
        ],
      };
      const backorderedLines = [{ sku: '22423', quantity: 1, expectedAt: muchLater }];

      it('is written piece by piece, and the last one reserves', async () => {
        const id = await accepted();
        const first = { heldSkus: 1, heldFrom: spread, backorderedLines };

        expect(await write(orders().holdWrite(await standing(id), first, later, undefined))).toBeUndefined();
        const held = await standing(id);
        await write(orders().holdWrite(held, { heldSkus: 2, heldFrom: spread }, muchLater, reserved));

        expect(held).toMatchObject({ ...first, status: 'PENDING', holdVersion: 1, holdExpiresAt: later });
        const { backorderedLines: _, ...rest } = held;
        expect(await orders().findOrder(id)).toEqual({
          ...rest,
          status: 'RESERVED',
          heldSkus: 2,
          version: 3,
          holdVersion: 2,
          holdExpiresAt: muchLater,
          timeline: [{ at: noon, event: 'ORDER_ACCEPTED' }, reserved],
        });
        expect(await isOpen(id)).toBe(true);
      });

      it('takes back what the order was short of', async () => {
        const id = await accepted();
        const shortages = [{ sku: 'A', requested: 2, available: 0 }];

        await orders().recordShortages(id, shortages);
        expect(await orders().findOrder(id)).toMatchObject({ shortages });
        await hold(id);
        await orders().recordShortages(id, shortages);

        expect(await orders().findOrder(id)).not.toHaveProperty('shortages');
      });

      it('is refused over another state than it was made from, and once the order is no longer PENDING', async () => {
        const id = await accepted();
        const before = await standing(id);
        await hold(id, undefined);

        expect(await write(orders().holdWrite(before, { heldSkus: 2 }, later, undefined))).toEqual(refusedByCondition);
        await orders().cancel(id, cancellation);
        expect(await hold(id)).toEqual(refusedByCondition);
        expect(await orders().findOrder(id)).toMatchObject({ status: 'CANCELLED', heldSkus: 1, holdVersion: 1 });
      });

      it('is written once, of 200 at once', async () => {
        const id = await accepted();
        const before = await standing(id);

        const refusals = await atOnce(200, (heldSkus) =>
          write(orders().holdWrite(before, { heldSkus }, later, reserved)),
        );

        const winners = refusals.flatMap((refusal, index) => (refusal === undefined ? [index] : []));
        expect(winners).toHaveLength(1);
        expect(refusals.filter((refusal) => refusal?.[0]?.kind === 'condition')).toHaveLength(199);
        expect(await orders().findOrder(id)).toMatchObject({ heldSkus: winners[0], holdVersion: 1 });
      });

      it('is released once the order has ended, once', async () => {
        const id = await accepted();
        await write(
          orders().holdWrite(await standing(id), { heldSkus: 2, heldFrom: spread, backorderedLines }, later, undefined),
        );
        const held = await standing(id);
        const release = () => write(orders().releaseWrite(held, ['CANCELLED', 'REJECTED'], { heldSkus: 0 }));

        expect(await release()).toEqual(refusedByCondition);
        await orders().cancel(id, cancellation);
        expect(await release()).toBeUndefined();
        expect(await release()).toEqual(refusedByCondition);

        const { heldFrom: _, backorderedLines: __, holdExpiresAt: ___, ...rest } = held;
        expect(await orders().findOrder(id)).toMatchObject({ heldSkus: 0, holdVersion: 2, status: 'CANCELLED' });
        expect(Object.keys(await standing(id)).sort()).toEqual([...Object.keys(rest), 'cancellation'].sort());
      });

      it('gets the units that were backordered, as long as the order stands as it was read', async () => {
        const id = await accepted();
        const two = [{ ...backorderedLines[0], quantity: 2 }] as typeof backorderedLines;
        await write(orders().holdWrite(await standing(id), { heldSkus: 1, backorderedLines: two }, later, reserved));
        const before = await standing(id);

        expect(
          await write(orders().allocateWrite(before, { heldSkus: 1, backorderedLines }, undefined)),
        ).toBeUndefined();
        expect(await write(orders().allocateWrite(before, { heldSkus: 1 }, later))).toEqual(refusedByCondition);
        expect(await orders().findOrder(id)).toEqual({
          ...before,
          backorderedLines,
          version: before.version + 1,
          holdVersion: 2,
        });

        const second = await standing(id);
        await orders().end(id, confirmed, confirmation);
        expect(await write(orders().allocateWrite(second, { heldSkus: 1 }, later))).toEqual(refusedByCondition);
        expect(await write(orders().allocateWrite(await standing(id), { heldSkus: 1 }, muchLater))).toBeUndefined();
        expect(await orders().findOrder(id)).not.toHaveProperty('backorderedLines');
        expect((await standing(id)).timeline.at(-1)).toEqual({ at: muchLater, event: 'BACKORDERED_ITEMS_ARRIVED' });
      });

      it('only ever grows, and only while the order is open', async () => {
        const [id, without] = [await accepted(), await accepted()];

        // One that failed before it held anything gets longer too, until it is rejected.
        expect(await orders().extendHold(without, later)).toBe(true);
        expect(await orders().extendHold(without, noon)).toBe(false);
        await hold(id);
        expect(await orders().extendHold(id, noon)).toBe(false);
        expect(await orders().extendHold(id, later)).toBe(false);
        expect(await orders().extendHold(id, muchLater)).toBe(true);
        expect(await orders().findOrder(id)).toMatchObject({ holdExpiresAt: muchLater });
        await orders().end(id, confirmed, confirmation);
        expect(await orders().extendHold(id, '9999')).toBe(false);
      });
    });

    it('holds stock, or is not listed among those that do', async () => {
      const [holding, without, released] = [await accepted(), await accepted(), await accepted()];
      await hold(holding);
      await hold(released, undefined);
      await orders().cancel(released, cancellation);
      await write(orders().releaseWrite(await standing(released), ['CANCELLED'], { heldSkus: 0 }));

      await patiently(async () => {
        const found = await listOf(orders().holding());
        expect(found.filter((id) => [holding, without, released].includes(id))).toEqual([holding]);
      });
    });

    it('lists an order that an earlier version left holding stock, once it was indexed; a page at a time', async () => {
      const old = await Promise.all(Array.from({ length: 12 }, () => accepted()));
      for (const id of old) {
        await hold(id);
        await dynamodb.send(
          new UpdateCommand({
            TableName: tables.orders,
            Key: { pk: `ORDER#${id}`, sk: 'ORDER' },
            UpdateExpression: 'REMOVE heldShard',
          }),
        );
      }
      const without = await accepted();

      let pages = 0;
      while (!(await orders().indexHolding(() => pages++ % 2 === 0)));

      expect(await orders().indexHolding(() => false)).toBe(true);
      await patiently(async () => {
        const found = await listOf(orders().holding());
        expect(found.filter((id) => [...old, without].includes(id)).toSorted()).toEqual(old.toSorted());
      });
    });

    describe('the end of the wait', () => {
      it('confirms what is reserved, once, and keeps its stock for good', async () => {
        const id = await accepted();

        expect(await orders().end(id, confirmed, confirmation)).toBe(false);
        await hold(id);
        const { holdExpiresAt: _, ...held } = await standing(id);
        expect(await orders().end(id, confirmed, confirmation)).toBe(true);
        expect(await orders().end(id, confirmed, confirmation)).toBe(false);
        expect(await orders().end(id, rejected, rejection)).toBe(false);

        expect(await orders().findOrder(id)).toEqual({
          ...held,
          status: 'CONFIRMED',
          version: held.version + 1,
          timeline: [...held.timeline, confirmation],
        });
        expect(await isOpen(id)).toBe(false);
      });

      it('rejects with a reason, once', async () => {
        const id = await accepted();

        expect(await orders().end(id, rejected, rejection)).toBe(true);
        expect(await orders().end(id, rejected, rejection)).toBe(false);

        expect(await orders().findOrder(id)).toMatchObject({
          ...rejected,
          timeline: [{ at: noon, event: 'ORDER_ACCEPTED' }, rejection],
        });
        expect(await isOpen(id)).toBe(false);
      });

      it('comes only if the hold ends when it was seen to', async () => {
        const [id, unheld] = [await accepted(), await accepted()];
        await hold(id);

        expect(await orders().end(id, rejected, rejection, { holdExpiresAt: undefined })).toBe(false);
        expect(await orders().end(id, rejected, rejection, { holdExpiresAt: muchLater })).toBe(false);
        expect(await orders().end(unheld, rejected, rejection, { holdExpiresAt: later })).toBe(false);
        expect(await orders().end(id, rejected, rejection, { holdExpiresAt: later })).toBe(true);
        expect(await orders().end(unheld, rejected, rejection, { holdExpiresAt: undefined })).toBe(true);
      });

      it('is one of 200 at once: confirmed, rejected or cancelled', async () => {
        const id = await accepted();
        await hold(id);
        const ends = [
          () => orders().end(id, confirmed, confirmation),
          () => orders().end(id, rejected, rejection),
          () => orders().end(id, rejected, rejection, { holdExpiresAt: later }),
        ];

        const ended = await atOnce(200, (index) => again(ends[index % ends.length] as (typeof ends)[0]));

        expect(ended.filter(Boolean)).toHaveLength(1);
        expect((await standing(id)).timeline).toHaveLength(3);
      });
    });

    describe('a cancellation', () => {
      it.each(['PENDING', 'RESERVED', 'CONFIRMED'])('ends an order that is %s, once', async (status) => {
        const id = status === 'CONFIRMED' ? await confirmedOrder() : await accepted();
        if (status === 'RESERVED') await hold(id);
        expect(await standing(id)).toMatchObject({ status });

        expect(await orders().cancel(id, cancellation)).toBe(true);
        expect(await orders().cancel(id, { ...cancellation, at: muchLater })).toBe(false);

        const order = await standing(id);
        expect(order).toMatchObject({ status: 'CANCELLED', cancellation });
        expect(order.timeline.at(-1)).toEqual({ at: later, event: 'ORDER_CANCELLED', detail: 'OTHER' });
        expect(order).not.toHaveProperty('holdExpiresAt');
        expect(await isOpen(id)).toBe(false);
      });

      it('is refused once the order was shipped or rejected', async () => {
        const [shipped, refused] = [await confirmedOrder(), await accepted()];
        await shipWhole(shipped, later, orders());
        await orders().end(refused, rejected, rejection);

        expect(await orders().cancel(shipped, cancellation)).toBe(false);
        expect(await orders().cancel(refused, cancellation)).toBe(false);
      });
    });

    describe('shipping', () => {
      it('moves a confirmed order on, once', async () => {
        const id = await accepted();

        expect(await shipWhole(id, later, orders())).toBe(false);
        await hold(id);
        expect(await shipWhole(id, later, orders())).toBe(false);
        await orders().end(id, confirmed, confirmation);
        expect(await shipWhole(id, later, orders())).toBe(true);
        expect(await shipWhole(id, later, orders())).toBe(false);

        const order = await standing(id);
        expect(order).toMatchObject({ status: 'SHIPPED', heldSkus: 1 });
        expect(order.timeline.map(({ event }) => event)).toEqual([
          'ORDER_ACCEPTED',
          'INVENTORY_RESERVED',
          'ORDER_CONFIRMED',
          'ORDER_SHIPPED',
        ]);
      });

      it('waits for units that are backordered', async () => {
        const id = await accepted();
        const backorderedLines = [{ sku: '85123A', quantity: 1, expectedAt: later }];
        await write(orders().holdWrite(await standing(id), { heldSkus: 1, backorderedLines }, later, reserved));
        await orders().end(id, confirmed, confirmation);

        expect(await shipWhole(id, later, orders())).toBe(false);
        await write(orders().allocateWrite(await standing(id), { heldSkus: 1 }, later));
        expect(await shipWhole(id, later, orders())).toBe(true);
      });

      it('of parts is taken off an order as it was read, and keeps it from being cancelled whole', async () => {
        const id = await confirmedOrder();
        const before = await standing(id);
        const counts = [{ line: 1, fulfilled: 1 }];
        const part = () => orders().partShippedWrite(before, { heldSkus: 1 }, counts, later);

        expect(await write(part())).toBeUndefined();
        expect(await write(part())).toEqual(refusedByCondition);

        expect(await standing(id)).toMatchObject({ status: 'CONFIRMED', lineCounts: counts, shipments: 1 });
        expect(await orders().cancel(id, cancellation)).toBe(false);
        expect(await shipWhole(id, later, orders())).toBe(true);
      });

      it('is kept as shipments, each once, found in the order of time', async () => {
        const id = await confirmedOrder();
        const shipment = (name: string, at: string) => ({
          id: name,
          at,
          lines: [{ line: 1, quantity: 1 }],
          requestHash: 'h',
        });
        const [first, second] = [shipment('b', later), shipment('a', muchLater)];

        for (const one of [second, first]) expect(await tryWrite(orders().shipmentWrite(id, one))).toBe(true);
        expect(await tryWrite(orders().shipmentWrite(id, first))).toBe(false);

        expect((await orders().find(id)).shipments).toEqual([first, second]);
      });

      it('and a cancellation do not both win, of 200 at once', async () => {
        const id = await confirmedOrder();

        const won = await atOnce(200, (index) =>
          again(() => (index % 2 === 0 ? shipWhole(id, later, orders()) : orders().cancel(id, cancellation))),
        );

        expect(won.filter(Boolean)).toHaveLength(1);
        expect((await standing(id)).status).toBe(won.indexOf(true) % 2 === 0 ? 'SHIPPED' : 'CANCELLED');
      });
    });

    describe('the open orders', () => {
      it('are listed from the oldest on, before a moment, until each has its answer', async () => {
        const at = (second: number) => new Date(Date.parse('2001-01-01T00:00:00Z') + second * 1000).toISOString();
        const ids: OrderId[] = [];
        for (const second of [30, 10, 40, 0, 20]) ids[second / 10] = await accepted({ createdAt: at(second) });
        const [first, second, third, fourth, fifth] = ids as [OrderId, OrderId, OrderId, OrderId, OrderId];
        const open = async (before: string) => (await orders().findOpenSince(before)).filter((id) => ids.includes(id));

        expect(await open(at(40))).toEqual([first, second, third, fourth]);
        expect(await open(at(41))).toEqual(ids);
        expect(await open(at(0))).toEqual([]);
        await hold(first);
        await hold(second);
        await orders().end(second, confirmed, confirmation);
        await orders().end(third, rejected, rejection);
        await orders().cancel(fourth, cancellation);

        expect(await open(at(41))).toEqual([first, fifth]);
        const pending = async (from: string | undefined, before: string) =>
          (await orders().findListed('PENDING', { ...(from && { from }), before })).map(({ id }) => id);
        expect(await pending(undefined, at(41))).toEqual([fifth]);
        expect(await pending(at(40), at(41))).toEqual([fifth]);
        expect(await pending(at(41), at(50))).toEqual([]);
        expect(await pending(at(0), at(40))).toEqual([]);
        expect((await orders().findListed('RESERVED', { from: at(0), before: at(41) })).map(({ id }) => id)).toEqual([
          first,
        ]);
        await orders().addOrder(newOrder(anOrderContent({ id: third, createdAt: at(20) })));
        expect(await open(at(41))).toEqual([first, fifth]);
      });

      it('are in an index of keys alone, and only while they are open', async () => {
        const [open, ended] = [await accepted(), await accepted()];
        await orders().end(ended, rejected, rejection);
        const entriesOf = async (id: OrderId) => {
          const { Items = [] } = await dynamodb.send(
            new QueryCommand({
              TableName: tables.orders,
              IndexName: openOrdersIndex,
              KeyConditionExpression: 'openShard = :shard AND openSince < :before',
              ExpressionAttributeValues: { ':shard': shardOf(id), ':before': '9999' },
            }),
          );
          return Items.filter(({ pk }) => pk === `ORDER#${id}`);
        };
        const shardOf = (id: OrderId) => `OPEN#${Number.parseInt(id.slice(-4), 16) % 10}`;

        expect(await entriesOf(open)).toEqual([
          { pk: `ORDER#${open}`, sk: 'ORDER', openShard: shardOf(open), openSince: noon },
        ]);
        expect(await entriesOf(ended)).toEqual([]);
      });

      it('are all listed, however many there are', async () => {
        const ids = await atOnce(300, async () => accepted({ createdAt: '1999-01-01T00:00:00.000Z' }));

        const open = await orders().findOpenSince('2000');

        expect(open.toSorted()).toEqual(ids.toSorted());
        expect((await orders().findListed('PENDING', { before: '2000' })).map(({ id }) => id).toSorted()).toEqual(
          ids.toSorted(),
        );
      });
    });

    describe('a list of orders', () => {
      const all = async (list: OrderList, limit: number) => {
        const ids: OrderId[] = [];
        let end: PageEnd | undefined = { partition: 0 };
        while (end !== undefined) {
          const page = await orders().listFrom(list, end, limit);
          expect(page.orders.length).toBeLessThanOrEqual(limit);
          ids.push(...page.orders.map(({ id }) => id));
          end = page.end;
        }
        return ids;
      };

      it('of a customer runs from the newest to the oldest, each once, also of one moment', async () => {
        const customerId = randomUUID();
        const days = [1, 3, 2, 3].map((day) => `2026-11-0${day}T12:00:00.000Z`);
        const placed = [];
        for (const createdAt of days) placed.push(await accepted({ createdAt, customerId }));
        await accepted();

        const list = orders().ofCustomer('north-lane', customerId);
        const pages = await all(list, 1);

        expect(pages).toHaveLength(4);
        expect(new Set(pages.slice(0, 2))).toEqual(new Set([placed[1], placed[3]]));
        expect(pages.slice(2)).toEqual([placed[2], placed[0]]);
        expect(await all(list, 100)).toHaveLength(4);
        expect(await all(orders().ofCustomer('south-lane', customerId), 100)).toEqual([]);
      });

      it('of those without an answer has each of them, over all partitions', async () => {
        const placed = await atOnce(30, async () => accepted());

        expect(new Set(await all(orders().withoutAnswer(), 7))).toEqual(
          new Set([...new Set(await all(orders().withoutAnswer(), 1_000)), ...placed]),
        );
      });
    });

    describe('a number that a storefront gives itself', () => {
      it('is one order’s, of all that ask for it at once, and finds it', async () => {
        const number = randomUUID().slice(0, 18);
        const contents = Array.from({ length: 20 }, () => anOrderContent({ id: aNewOrderId() }));

        const taken = await Promise.all(contents.map((content) => again(() => orders().addContent(content, number))));

        expect(taken.filter(Boolean)).toHaveLength(1);
        expect(await orders().findByOwnNumber(number.toUpperCase())).toEqual([contents[taken.indexOf(true)]?.id]);
        const submitters = await readTogether(...contents.map(({ id }) => orders().submitterToRead(id)));
        expect(submitters.flatMap((found) => found?.id ?? [])).toEqual([contents[taken.indexOf(true)]?.id]);
      });
    });

    describe('the marker of a notice', () => {
      const sending = { event: 'order-confirmed', channel: 'email', state: 'SENDING', at: noon } as const;

      it('is claimed by one, and shown to all others', async () => {
        const id = aNewOrderId();

        const claims = await atOnce(200, () =>
          again(() => orders().claimNotice(id, { event: 'order-confirmed' }, 'email', noon)),
        );

        expect(claims.filter((marker) => marker === undefined)).toHaveLength(1);
        const others = claims.filter((marker) => marker !== undefined);
        expect(others).toMatchObject(Array.from({ length: 199 }, () => sending));
        expect(await orders().claimNotice(id, { event: 'order-confirmed' }, 'sms', noon)).toBeUndefined();
        expect(await orders().claimNotice(id, { event: 'order-cancelled' }, 'email', noon)).toBeUndefined();
        const secondTime = { event: 'order-confirmed', about: '2' } as const;
        expect(await orders().claimNotice(id, secondTime, 'email', noon)).toBeUndefined();
        expect(await orders().claimNotice(id, secondTime, 'email', noon)).toMatchObject({ ...sending, about: '2' });
        expect((await orders().find(id)).notices).toHaveLength(4);
      });

      it.each([
        ['it was delayed', { state: 'DELAYED', reason: 'TooManyRequestsException' }],
        ['an earlier version recorded a refusal', { state: 'REFUSED' }],
      ] as const)('can be claimed again after %s, not after it was sent', async (_case, unsent) => {
        const id = aNewOrderId();
        const sent = { ...sending, state: 'SENT', at: muchLater, messageId: 'm 1' } as const;
        const claim = () => orders().claimNotice(id, sending, sending.channel, later);

        await claim();
        await orders().recordNotice(id, { ...sending, ...unsent });
        expect(await claim()).toBeUndefined();
        await orders().recordNotice(id, sent);

        expect(await claim()).toEqual(sent);
        expect((await orders().find(id)).notices).toEqual([sent]);
      });

      it('cannot be claimed again once the recipient was refused for good, or the notice withheld', async () => {
        const id = aNewOrderId();
        const refused = { ...sending, state: 'REFUSED', reason: 'MessageRejected' } as const;
        const withheld = { ...sending, channel: 'sms', state: 'WITHHELD', reason: 'unpaid-orders' } as const;
        await orders().recordNotice(id, refused);
        expect(await orders().withholdNotice(id, withheld)).toBeUndefined();

        expect(await orders().claimNotice(id, sending, 'email', later)).toMatchObject(refused);
        expect(await orders().claimNotice(id, sending, 'sms', later)).toMatchObject(withheld);
        expect(await orders().withholdNotice(id, { ...withheld, channel: 'email' })).toEqual(refused);
      });
    });
  });
});
