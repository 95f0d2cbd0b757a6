import { expectedDelivery } from '../orders/expected-delivery.ts';
import type { OrderRecord } from '../orders/order-table.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { environment } from '../runtime/environment.ts';
import type { DeliveryPolicy } from '../shop/delivery-policy.ts';
import { stageShop } from '../shop/stage-shop.ts';
import { type DeliveryWatchTable, deliveryWatchTable } from './delivery-watch-table.ts';
import { lookAt } from './late-rules.ts';

/** What having deliveries watched touches. */
export interface WatchDeliveryPorts {
  readonly watch: Pick<DeliveryWatchTable, 'addAll'>;
  readonly policy: DeliveryPolicy;
  readonly clock: Clock;
}

/** Nothing is watched in a stage that promises nothing, or leaves out what follows the confirmation. */
const production = (): WatchDeliveryPorts | undefined => {
  const { delivery: policy } = stageShop();
  if (policy === undefined || environment('AFTER_SALES') === 'off') return undefined;
  return { watch: deliveryWatchTable(), policy, clock: systemClock };
};

/** What is looked at of an order, as it was read. */
type ReadOrder = Pick<OrderRecord, 'order' | 'content' | 'shipments'>;

/**
 * Has the deliveries of orders, as they were read, looked at when something is due next. Safe to run twice, late, and
 * beside itself: an entry that is too early is looked at in vain and moved on.
 * @throws ItemsUnwritten or an error of DynamoDB: worth a retry
 */
export async function watchDeliveries(records: readonly ReadOrder[], ports = production()): Promise<void> {
  if (ports === undefined) return;
  const { watch, policy, clock } = ports;
  const now = clock();
  const looks = records.flatMap(({ order, content, shipments }) => {
    if (order === undefined || content === undefined || expectedDelivery(order, content) === undefined) return [];
    const look = lookAt({ order, content, shipments }, policy, now);
    // What is over is counted by the clock as well.
    return [{ orderId: order.id, at: look.is === 'well' ? look.until : now }];
  });
  await watch.addAll(looks, now);
}

/** The same with one order. */
export async function watchDelivery(record: ReadOrder, ports = production()): Promise<void> {
  await watchDeliveries([record], ports);
}
