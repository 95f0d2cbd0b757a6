import { OrderId } from '../orders/order.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { lastPageVersion } from '../orders/page-token.ts';
import { logger } from '../runtime/logger.ts';
import { Problem } from '../runtime/problem.ts';
import { notFound, tooManyRequests } from '../runtime/problems.ts';

/** What revoking links touches. */
export interface RevokeStatusUrlPorts {
  readonly orders: Pick<OrderTable, 'findOrder' | 'addOrder' | 'revokePage'>;
}

const production = (): RevokeStatusUrlPorts => ({ orders: orderTable() });

/**
 * Revokes every link to the page of an order that was given out before. A repeat revokes those of since then.
 * @throws Problem not-found; too-many-requests after 255 times
 */
export async function revokeStatusUrl(id: string, { orders }: RevokeStatusUrlPorts = production()): Promise<void> {
  const orderId = OrderId.safeParse(id);
  const order = orderId.success ? await orders.findOrder(orderId.data) : undefined;
  if (order === undefined) throw new Problem(notFound, 'There is no such order.');
  logger.appendKeys({ orderId: order.id });
  if (order.pageVersion === lastPageVersion) {
    throw new Problem(tooManyRequests, `The links of this order were revoked ${lastPageVersion} times.`);
  }
  // Nothing may have changed about it yet, so that it is not stored.
  if (order.status === 'PENDING') await orders.addOrder(order);
  await orders.revokePage(order);
}
