import { watchDeliveries } from '../delivery-promise/watch-delivery.ts';
import { indexOrders } from '../order-search/index-order.ts';
import type { OrderId } from '../orders/order.ts';
import { type OrderRecord, type OrderTable, orderTable } from '../orders/order-table.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { logger } from '../runtime/logger.ts';
import { type OrderEventTable, orderEventTable } from './order-event-table.ts';

/** What following acceptances touches. */
export interface FollowAcceptancesPorts {
  readonly orders: Pick<OrderTable, 'find'>;
  readonly indexOrders: (records: readonly OrderRecord[]) => Promise<void>;
  readonly watchDeliveries: (records: readonly OrderRecord[]) => Promise<void>;
  readonly log: Pick<OrderEventTable, 'addBehind'>;
  readonly clock: Clock;
}

const production = (): FollowAcceptancesPorts => ({
  orders: orderTable(),
  indexOrders: (records) => indexOrders(records),
  watchDeliveries: (records) => watchDeliveries(records),
  log: orderEventTable(),
  clock: systemClock,
});

/**
 * Does what follows from the acceptance of orders: staff find them from then on, and their deliveries are looked after;
 * written together. What cannot be dealt with is noted for the clock, which looks at each by itself.
 * @throws Error when it could not even be noted
 */
export async function followAcceptances(
  orderIds: readonly OrderId[],
  { orders, indexOrders, watchDeliveries, log, clock }: FollowAcceptancesPorts = production(),
): Promise<void> {
  const leave = async (ids: readonly OrderId[], error: unknown) => {
    logger.error('orders not indexed', { orders: ids, error: error as Error });
    await Promise.all(ids.map((id) => log.addBehind(id, clock())));
  };
  const records = await Promise.all(
    orderIds.map((id) => orders.find(id).catch((error: unknown) => leave([id], error))),
  );
  const read = orderIds.flatMap((id, index) => {
    const record = records[index];
    return record === undefined ? [] : [{ id, record }];
  });
  const found = read.map(({ record }) => record);
  try {
    await indexOrders(found);
    await watchDeliveries(found);
  } catch (error) {
    await leave(
      read.map(({ id }) => id),
      error,
    );
  }
}
