import { followParcels } from '../carriers/follow-parcels.ts';
import { watchDelivery } from '../delivery-promise/watch-delivery.ts';
import { planRating } from '../order-ratings/plan-rating.ts';
import type { OrderId } from '../orders/order.ts';
import { orderTable } from '../orders/order-table.ts';

/** Does what follows from a change of an order's shipments: parcels are followed, and the next look and rating planned. */
export async function followShipments(orderId: OrderId): Promise<void> {
  const record = await orderTable().find(orderId);
  await followParcels(record);
  await watchDelivery(record);
  await planRating(record);
}
