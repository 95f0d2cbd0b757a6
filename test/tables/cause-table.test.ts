import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { CauseCounts } from '../../lambdas/order-causes/cause.ts';
import type { CauseAction } from '../../lambdas/order-causes/cause-action.ts';
import { causeTable } from '../../lambdas/order-causes/cause-table.ts';
import { newOrder } from '../../lambdas/orders/new-order.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { ticketTable } from '../../lambdas/tickets/ticket-table.ts';
import { anOrderContent } from '../builders.ts';
import { aTicket } from '../tickets/a-ticket.ts';
import { aNewOrderId, atOnce, listOf, onEveryDynamoDb } from './on-every-dynamodb.ts';

onEveryDynamoDb((tables) => {
  const table = () => causeTable(tables.orderCauses);
  const counts = (day: string, orders: number, kind: CauseCounts['kind'] = 'LATE'): CauseCounts => ({
    ...{ kind, day, placed: 100, orders, causes: [{ cause: 'NO_NEWS', orders }] },
    by: { sku: [], method: [], carrier: [{ value: 'DHL', cause: 'NO_NEWS', orders }], step: [] },
  });
  const anAction = (): CauseAction => ({
    ...{ id: randomUUID(), kind: 'LATE', what: 'Another carrier', owner: 'Stella', since: '2026-11-02' },
    ...{ at: new Date().toISOString(), by: 'Oscar' },
  });
  const closed = (conclusion: string) => ({ at: '2026-11-27T10:00:00.000Z', by: 'Oscar', conclusion });

  it('keeps the counts of a day in the place of what was counted before, each kind by itself', async () => {
    await table().keepCounts(counts('2026-11-26', 1));
    await table().keepCounts(counts('2026-11-24', 2));
    await table().keepCounts(counts('2026-11-26', 3));
    await table().keepCounts(counts('2026-11-25', 4, 'RETURNED'));
    expect(await table().countsSince('LATE', '2026-11-24')).toEqual([counts('2026-11-24', 2), counts('2026-11-26', 3)]);
    expect(await table().countsSince('LATE', '2026-11-25')).toHaveLength(1);
  });

  it('adds an action once, and closes it once', async () => {
    const action = anAction();
    await atOnce(5, () => table().addAction(action));
    expect((await table().actions()).filter(({ id }) => id === action.id)).toEqual([action]);
    expect(await table().addAction({ ...action, owner: 'Olga' })).toEqual(action);

    const ended = await table().closeAction(action.id, closed('It helped'));
    expect(ended).toEqual({ ...action, closed: closed('It helped') });
    expect(await table().closeAction(action.id, closed('It did not'))).toEqual(ended);
    expect(await table().closeAction(randomUUID(), closed('x'))).toBeUndefined();
  });

  it('finds an order among the troubled of its day from the write on that says so, and one that went well never', async () => {
    const orders = orderTable(tables.orders);
    const day = '2026-11-26';
    const accepted = async (createdAt: string) => {
      const content = anOrderContent({ id: aNewOrderId(), createdAt });
      await orders.addContent(content);
      await orders.addOrder(newOrder(content));
      return newOrder(content);
    };
    const [well, cancelled, rejected, late, dayBefore] = [
      await accepted(`${day}T00:00:00.000Z`),
      await accepted(`${day}T00:00:00.000Z`),
      await accepted(`${day}T12:00:00.000Z`),
      await accepted(`${day}T23:59:59.999Z`),
      await accepted('2026-11-25T23:59:59.999Z'),
    ];
    const at = `${day}T23:59:59.999Z`;
    for (const { id } of [cancelled, dayBefore]) await orders.cancel(id, { by: 'CUSTOMER', at, reason: 'TOO_SLOW' });
    await orders.end(
      rejected.id,
      { status: 'REJECTED', rejection: { reason: 'OUT_OF_STOCK', at } },
      { at, event: 'ORDER_REJECTED' },
    );
    const expected = { shipBy: day, deliverFrom: day, deliverBy: day, warehouseZone: 'Europe/London' };
    const why = { at, deliverBy: day, formerly: day };
    await orders.reschedule(late, expected, { ...why, reason: 'NO_NEWS' });
    await orders.reschedule(well, expected, { ...why, reason: 'SHOP' });
    expect((await listOf(orders.troubledOf(day))).sort()).toEqual([cancelled.id, rejected.id, late.id].sort());
  });

  it('finds a ticket on the day on which it was opened, unless nobody waits for an answer', async () => {
    const tickets = ticketTable(tables.tickets);
    const createdAt = '2026-11-26T23:59:59.999Z';
    const [open, automatic] = [aTicket({ id: randomUUID(), createdAt }), aTicket({ id: randomUUID(), createdAt })];
    const positions = { queuedAt: createdAt };
    await tickets.write({ before: undefined, after: open, positions });
    await tickets.write({ before: undefined, after: { ...automatic, state: 'CLOSED' }, positions });
    await tickets.write({ before: open, after: { ...open, version: 2, state: 'SOLVED' }, positions });
    expect(await tickets.openedOn('2026-11-26')).toEqual([open.id]);
  });
});
