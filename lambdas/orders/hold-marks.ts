import { above, absent, below, oneOf, tryWrite, writesTo } from '../runtime/dynamodb-write.ts';
import { reschedulingEntry } from './expected-delivery.ts';
import type { Holds } from './holds.ts';
import type { LineCancellation } from './line-cancellation.ts';
import type { LineCounts } from './line-counts.ts';
import { newOrderItem } from './new-order.ts';
import type { Order, OrderId, TimelineEntry } from './order.ts';
import { type OrderItem, orderKeys } from './order-keys.ts';
import type { OrderStatus } from './order-status.ts';
import { orderUpdates } from './order-updates.ts';
import type { Totals } from './totals.ts';

/**
 * What an order is accepted for, where that is less than was placed: the counts of its lines, and in the end what it
 * then comes to and what is due of that, in minor units.
 */
export type Accepted = Partial<Pick<Order, 'lineCounts' | 'total' | 'due'>> & Promised;

/** When it is expected, where that is not as it was promised, and why: the last of these is new. */
export type Promised = Pick<Order, 'expected' | 'reschedulings'>;

/**
 * The mark on an order of what it holds. It is written in the transaction that moves the stock, and only over the
 * version that was read (optimistic locking): no unit is held twice, none is given back twice, and nothing is held for
 * an order that has ended.
 */
export function holdMarks(tableName: string) {
  const { put } = writesTo<OrderItem>(tableName);
  const update = orderUpdates(tableName);

  /**
   * The write that changes what an order holds, from what it was read to hold.
   * @param expiresAt when the hold ends, ISO 8601 UTC
   * @param reserved moves the order to RESERVED as well
   * @param accepted what becomes of an order that takes what there is, where something is not
   */
  function holdWrite(
    from: Pick<Order, 'id' | 'holdVersion'>,
    holds: Holds,
    expiresAt: string,
    reserved: TimelineEntry | undefined,
    accepted: Accepted = {},
  ) {
    const { set, remove, when } = markOf(from, ['PENDING'], holds);
    return update(from.id, {
      set: {
        ...set,
        holdExpiresAt: expiresAt,
        heldShard: orderKeys.heldShard(from.id),
        ...accepted,
        ...(reserved && { status: 'RESERVED' }),
      },
      append: reserved ? { timeline: [reserved, ...newsOf(accepted)] } : {},
      remove: reserved ? [...remove, 'shortages'] : remove,
      when,
    });
  }

  /**
   * The same for an order that is not stored yet: it is, with this. Nearly every one is RESERVED by it and confirmed a
   * moment later: such a one is listed in `open-orders` only when it comes to wait.
   */
  function firstHoldWrite(
    from: Order,
    holds: Holds,
    expiresAt: string,
    reserved: TimelineEntry | undefined,
    accepted: Accepted = {},
  ) {
    const item = {
      ...newOrderItem(from),
      ...accepted,
      ...holdingOf(from, holds),
      version: from.version + 1,
      holdExpiresAt: expiresAt,
      heldShard: orderKeys.heldShard(from.id),
      ...(reserved
        ? { status: 'RESERVED', timeline: [...from.timeline, reserved, ...newsOf(accepted)] }
        : orderKeys.open(from)),
    };
    return put(item, { pk: absent });
  }

  /** The write that notes that an order which has ended holds less than before. */
  function releaseWrite(from: Pick<Order, 'id' | 'holdVersion'>, of: readonly OrderStatus[], holds: Holds) {
    const { set, remove, when } = markOf(from, of, holds);
    const isOver = holds.heldSkus === 0;
    return update(from.id, {
      set,
      remove: [...remove, 'holdExpiresAt', ...(isOver ? (['heldShard'] as const) : [])],
      when,
    });
  }

  /**
   * The write that notes that an order got units which were backordered; as long as it stands as it was read.
   * @param arrivedAt when the last of them came, ISO 8601 UTC; absent while more are to come
   * @param promised when it is expected then
   */
  function allocateWrite(
    from: Pick<Order, 'id' | 'holdVersion' | 'status'>,
    holds: Holds,
    arrivedAt: string | undefined,
    promised: Promised = {},
  ) {
    const { set, ...mark } = markOf(from, [from.status], holds);
    return update(from.id, {
      ...mark,
      set: { ...set, ...promised },
      append:
        arrivedAt === undefined
          ? {}
          : { timeline: [{ at: arrivedAt, event: 'BACKORDERED_ITEMS_ARRIVED' }, ...newsOf(promised)] },
    });
  }

  /**
   * The write that cancels units of an order's lines, as long as it stands as it was read.
   * @param counts of its lines, with them; `status`: SHIPPED where all else has left
   */
  function cancelLinesWrite(
    from: Order,
    holds: Holds,
    cancellation: LineCancellation,
    { counts, status, totals }: { counts: readonly LineCounts[]; status: OrderStatus; totals: Totals | undefined },
  ) {
    const { id, at, reason } = cancellation;
    const { set, remove, when } = markOf(from, [from.status], holds);
    return update(from.id, {
      set: {
        ...set,
        ...orderKeys.troubled(from.id),
        status,
        lineCounts: counts,
        lineCancellations: [...(from.lineCancellations ?? []), cancellation],
        ...(totals && { restatedTotals: { by: id, totals } }),
      },
      append: {
        timeline: [
          { at, event: 'LINES_CANCELLED', detail: reason },
          ...(status === 'SHIPPED' ? [{ at, event: 'ORDER_SHIPPED' as const }] : []),
        ],
      },
      remove,
      when,
    });
  }

  /**
   * Lets the hold of an open order end at `until` (ISO 8601 UTC); one that holds nothing yet is kept until then. A hold
   * only ever grows.
   * @returns false when it lasts as long already, or the order has ended; nothing was written
   */
  async function extendHold(orderId: OrderId, until: string): Promise<boolean> {
    return tryWrite(
      update(orderId, {
        set: { holdExpiresAt: until },
        when: [
          { status: oneOf(['PENDING', 'RESERVED']), holdExpiresAt: below(until) },
          { status: 'PENDING', holdExpiresAt: undefined },
        ],
      }),
    );
  }

  /** Lists an order in `holding-orders` that an earlier version left holding stock. */
  async function listAsHolding(orderId: OrderId): Promise<void> {
    await tryWrite(
      update(orderId, {
        set: { heldShard: orderKeys.heldShard(orderId) },
        when: { heldSkus: above(0) },
      }),
    );
  }

  return { holdWrite, firstHoldWrite, releaseWrite, allocateWrite, cancelLinesWrite, extendHold, listAsHolding };
}

/** What a timeline says of a promise that is new. */
function newsOf({ reschedulings = [] }: Promised): readonly TimelineEntry[] {
  return reschedulings.slice(-1).map(reschedulingEntry);
}

/** The part of a write that changes what an order holds, and the version of it that is written over. */
export function markOf(from: Pick<Order, 'holdVersion'>, statuses: readonly OrderStatus[], holds: Holds) {
  const set = holdingOf(from, holds);
  return {
    set,
    remove: (['heldFrom', 'late'] as const).filter((name) => set[name] === undefined) as (keyof OrderItem)[],
    when: { holdVersion: from.holdVersion, status: oneOf(statuses) },
  };
}

/** What an order holds, as the next version of that. */
function holdingOf({ holdVersion }: Pick<Order, 'holdVersion'>, { heldSkus, heldFrom, backorderedLines: late }: Holds) {
  return { heldSkus, holdVersion: holdVersion + 1, heldFrom, late };
}
