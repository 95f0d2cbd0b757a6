import { beforeEach, describe, expect, it } from 'vitest';
import { foresightTable } from '../../lambdas/foresight/foresight-table.ts';
import { causeKinds } from '../../lambdas/order-causes/cause.ts';
import { countsOf, mostValues } from '../../lambdas/order-causes/cause-counts.ts';
import { causeTable } from '../../lambdas/order-causes/cause-table.ts';
import { countCauses } from '../../lambdas/order-causes/count-causes.ts';
import { newOrder } from '../../lambdas/orders/new-order.ts';
import type { OrderId } from '../../lambdas/orders/order.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { ticketTable } from '../../lambdas/tickets/ticket-table.ts';
import { anOrderContent, anOrderId } from '../builders.ts';
import { cutOffAnywhere } from '../cut-off.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';
import { aTicket } from '../tickets/a-ticket.ts';

const day = '2026-11-20';
const morning = `${day}T08:00:00.000Z`;
let now = new Date('2026-11-27T03:00:00.000Z');
let db: InMemoryDynamoDb;

beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  now = new Date('2026-11-27T03:00:00.000Z');
});

const ports = () => ({
  ...{ orders: orderTable(), tickets: ticketTable(), foresight: foresightTable(), causes: causeTable() },
  clock: () => now,
});

async function accepted(number: number, createdAt = morning): Promise<OrderId> {
  const content = anOrderContent({ id: anOrderId(number), createdAt });
  await orderTable().addContent(content);
  await orderTable().addOrder(newOrder(content));
  return content.id;
}

async function rejected(number: number, reason: 'OUT_OF_STOCK' | 'PAYMENT_DECLINED', at = morning) {
  const id = await accepted(number);
  const entry = { at, event: 'ORDER_REJECTED', detail: reason } as const;
  await orderTable().end(id, { status: 'REJECTED', rejection: { reason, at } }, entry);
}

async function complained(number: number, orderId?: OrderId, createdAt = morning) {
  const id = anOrderId(900 + number);
  const after = aTicket({ id, createdAt, ...(orderId !== undefined && { orderId }) });
  await ticketTable().write({ before: undefined, after, positions: { queuedAt: createdAt } });
}

const counted = async () =>
  Object.fromEntries(
    await Promise.all(
      causeKinds.map(async (kind) => [
        kind,
        (await causeTable().countsSince(kind, day)).find((counts) => counts.day === day),
      ]),
    ),
  );

/** Two orders rejected, one cancelled, one well; two tickets, of which one is of no order. */
async function aDay() {
  await foresightTable().keepNight({ day, orders: 40, sampled: 0, steps: [] });
  await rejected(1, 'OUT_OF_STOCK');
  await rejected(2, 'PAYMENT_DECLINED');
  const cancelled = await accepted(3);
  await orderTable().cancel(cancelled, { by: 'CUSTOMER', at: morning, reason: 'TOO_SLOW' });
  await complained(1, await accepted(4));
  await complained(2);
}

describe('counting causes', () => {
  it('counts each order once for its cause, on the day of its acceptance, beside all that were accepted', async () => {
    await aDay();

    await countCauses(undefined, ports());

    expect(await counted()).toMatchObject({
      REJECTED: {
        ...{ placed: 40, orders: 2 },
        causes: [
          { cause: 'OUT_OF_STOCK', orders: 1 },
          { cause: 'PAYMENT_DECLINED', orders: 1 },
        ],
        by: { method: [{ value: 'sandbox', cause: 'OUT_OF_STOCK', orders: 1 }, {}] },
      },
      CANCELLED: { orders: 1, causes: [{ cause: 'CUSTOMER_TOO_SLOW', orders: 1 }] },
      LATE: { placed: 40, orders: 0, causes: [] },
      COMPLAINED: { orders: 2, causes: [{ cause: 'DAMAGED', orders: 2 }] },
      RETURNED: { orders: 0 },
    });
  });

  it('comes to the same however often it runs, beside itself, and cut off anywhere', async () => {
    await aDay();
    await countCauses(undefined, ports());
    const once = await counted();

    await Promise.all([countCauses(undefined, ports()), countCauses(undefined, ports())]);
    expect(await counted()).toEqual(once);
    await cutOffAnywhere(
      db,
      () =>
        countCauses(day, ports()).catch((error: unknown) => {
          throw error instanceof AggregateError ? error.errors[0] : error;
        }),
      async (where) => {
        await countCauses(day, ports());
        expect(await counted(), where).toEqual(once);
      },
    );
  });

  it('reads no order that went well, however many there are', async () => {
    await aDay();
    await countCauses(day, ports());
    const { reads, writes } = db.counts;
    await countCauses(day, ports());
    const perRun = { reads: db.counts.reads - reads, writes: db.counts.writes - writes };

    for (let number = 100; number < 150; number++) await accepted(number);
    const before = { ...db.counts };
    await countCauses(day, ports());
    expect(db.counts.reads - before.reads).toBe(perRun.reads);
    expect(db.counts.writes - before.writes).toBe(perRun.writes);
  });

  it('takes in what happens later, as long as the order is young enough for its kind', async () => {
    await countCauses(undefined, ports());
    await complained(1, await accepted(4), '2026-11-30T08:00:00.000Z');
    await complained(2, await accepted(5), '2026-12-05T08:00:00.000Z');
    now = new Date('2026-12-06T03:00:00.000Z');
    await countCauses(undefined, ports());
    expect((await counted()).COMPLAINED).toMatchObject({ orders: 1 });
  });

  it('leaves the days that it has counted when one cannot be read, and says so', async () => {
    await aDay();
    const orders = {
      ...orderTable(),
      async *troubledOf(of: string) {
        if (of === '2026-11-21') throw new Error('DynamoDB is away');
        yield* orderTable().troubledOf(of);
      },
    };
    await expect(countCauses(undefined, { ...ports(), orders })).rejects.toThrow('1 days were not counted');
    expect((await counted()).REJECTED).toMatchObject({ orders: 2 });
  });

  it('counts on no rate what nobody has counted the orders of', async () => {
    await rejected(1, 'OUT_OF_STOCK');
    await countCauses(day, ports());
    const { REJECTED } = await counted();
    expect(REJECTED?.orders).toBe(1);
    expect(REJECTED?.placed).toBeUndefined();
  });
});

describe('the counts of a day', () => {
  const one = (more: object) => ({
    kind: 'LATE' as const,
    cause: 'NO_NEWS',
    at: morning,
    subject: 'a',
    values: {},
    ...more,
  });

  it('are the same in whatever order and however often something is given', () => {
    const happened = [
      one({ values: { carrier: ['DHL'] } }),
      one({ subject: 'b', values: { carrier: ['DHL', 'UPS'] } }),
      one({ cause: 'EXCEPTION', subject: 'b', values: { carrier: ['UPS'] } }),
    ];
    const counts = countsOf('LATE', day, 10, happened);
    expect(countsOf('LATE', day, 10, [...happened, ...happened].reverse())).toEqual(counts);
    expect(counts).toMatchObject({
      orders: 2,
      causes: [
        { cause: 'NO_NEWS', orders: 2 },
        { cause: 'EXCEPTION', orders: 1 },
      ],
    });
    expect(counts.by.carrier).toEqual([
      { value: 'DHL', cause: 'NO_NEWS', orders: 2 },
      { value: 'UPS', cause: 'EXCEPTION', orders: 1 },
      { value: 'UPS', cause: 'NO_NEWS', orders: 1 },
    ]);
  });

  it('end with the last day within which their kind is counted', () => {
    const within = countsOf('LATE', day, 10, [one({ at: '2026-11-30T23:59:00.000Z' })]);
    const beyond = countsOf('LATE', day, 10, [one({ at: '2026-12-01T00:00:00.000Z' })]);
    expect([within.orders, beyond.orders]).toEqual([1, 0]);
  });

  it('keep the most frequent values of a day that has very many', () => {
    const happened = Array.from({ length: mostValues + 50 }, (_, index) =>
      one({ subject: `order ${index}`, values: { sku: ['TEA', `RARE-${index}`] } }),
    );
    const { by } = countsOf('LATE', day, 9_999, happened);
    expect(by.sku).toHaveLength(mostValues);
    expect(by.sku[0]).toEqual({ value: 'TEA', cause: 'NO_NEWS', orders: mostValues + 50 });
  });
});
