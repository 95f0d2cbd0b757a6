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
  readonly watch: Pick<DeliveryWatchTable, 'add'>;
  readonly policy: DeliveryPolicy;
  readonly clock: Clock;
}

/** Nothing is watched in a stage that promises nothing, or leaves out what follows the confirmation. */
const production = (): WatchDeliveryPorts | undefined => {
  const { delivery: policy } = stageShop();
  if (policy === undefined || environment('AFTER_SALES') === 'off') return undefined;
  return { watch: deliveryWatchTable(), policy, clock: systemClock };
};

/**
 * Has the delivery of an order, as it was read, looked at when something is due next. Safe to run twice, late, and beside
 * itself: an entry that is too early is looked at in vain and moved on.
 */
export async function watchDelivery(
  { order, content, shipments }: Pick<OrderRecord, 'order' | 'content' | 'shipments'>,
  ports = production(),
): Promise<void> {
  if (ports === undefined || order === undefined || content === undefined) return;
  if (expectedDelivery(order, content) === undefined) return;
  const { watch, policy, clock } = ports;
  const now = clock();
  const look = lookAt({ order, content, shipments }, policy, now);
  // What is over is counted by the clock as well.
  await watch.add(order.id, look.is === 'well' ? look.until : now, now);
}
