import type { TransactionItem } from '../runtime/dynamodb.ts';
import { type ItemChange, oneOf, writesTo } from '../runtime/dynamodb-write.ts';
import { markOf } from './hold-marks.ts';
import type { Holds } from './holds.ts';
import type { LineCounts } from './line-counts.ts';
import type { Order, OrderId, TimelineEntry } from './order.ts';
import { orderKeys } from './order-keys.ts';
import { statusesBefore } from './order-status.ts';
import { orderUpdates } from './order-updates.ts';
import type { StoredShipment } from './shipment.ts';

/**
 * The writes of a shipment, for one transaction: it stands once, and what it takes is taken off an order as that was
 * read (optimistic locking), so that no unit leaves twice.
 */
export function shipmentWrites(tableName: string) {
  const { put, update: updateShipment } = writesTo<StoredShipment>(tableName);
  const update = orderUpdates(tableName);

  /** The write that adds a shipment to the order's. */
  function shipmentWrite(orderId: OrderId, shipment: StoredShipment) {
    return put({ ...orderKeys.shipment(orderId, shipment.id), ...shipment }, { pk: undefined });
  }

  /** The write that notes that units of a confirmed order have left, and others have not. */
  function partShippedWrite(
    from: Pick<Order, 'id' | 'holdVersion' | 'shipments'>,
    holds: Holds,
    lineCounts: readonly LineCounts[],
    at: string,
  ) {
    const { set, remove, when } = markOf(from, ['CONFIRMED'], holds);
    return update(from.id, {
      set: { ...set, lineCounts, shipments: (from.shipments ?? 0) + 1 },
      append: { timeline: [{ at, event: 'ORDER_PARTLY_SHIPPED' }] },
      remove,
      when,
    });
  }

  /**
   * The write that moves a confirmed order to SHIPPED, unless units of it are still to come. Its stock is taken out of
   * the warehouse afterwards.
   */
  function shippedWrite(
    { id, holdVersion, shipments = 0 }: Pick<Order, 'id' | 'holdVersion' | 'shipments'>,
    at: string,
  ) {
    return update(id, {
      set: { status: 'SHIPPED', shipments: shipments + 1 },
      append: { timeline: [{ at, event: 'ORDER_SHIPPED' }] },
      when: { holdVersion, status: oneOf(statusesBefore('SHIPPED')), late: undefined },
    });
  }

  /**
   * The writes that change a shipment's label or parcel, over what it was made from (optimistic locking), and say so on
   * the order.
   */
  function changeShipmentWrites(
    orderId: OrderId,
    { id, changes }: Pick<StoredShipment, 'id' | 'changes'>,
    change: Pick<ItemChange<StoredShipment>, 'set' | 'remove'>,
    timeline: readonly TimelineEntry[],
  ): readonly [TransactionItem, TransactionItem] {
    return [
      updateShipment(orderKeys.shipment(orderId, id), { ...change, add: { changes: 1 }, when: { id, changes } }),
      update(orderId, { append: { timeline }, when: { id: orderId } }),
    ];
  }

  return { shipmentWrite, partShippedWrite, shippedWrite, changeShipmentWrites };
}
