import { expectedDelivery } from '../orders/expected-delivery.ts';
import type { Order, OrderContent } from '../orders/order.ts';
import type { DeliveryPolicy } from '../shop/delivery-policy.ts';
import { promiseOf } from './promise-of.ts';

/** What an order says of when it is expected. */
type Promised = Pick<Order, 'expected' | 'reschedulings'>;

/**
 * When an order is expected some of whose goods are still to come, or were and have come: counted from when all are there.
 * Goes into the write that says so of the order. Nothing where that is as it was said before, where nothing was, or where
 * somebody of the shop has said otherwise since.
 */
export function promiseWithStock(
  order: Promised & Pick<Order, 'backorderedLines'>,
  content: Pick<OrderContent, 'expected' | 'shippingAddress'>,
  policy: DeliveryPolicy | undefined,
  now: Date,
): Promised {
  const before = expectedDelivery(order, content);
  const { reschedulings = [], backorderedLines = [] } = order;
  if (policy === undefined || before === undefined || reschedulings.at(-1)?.reason === 'SHOP') return {};
  const arrivals = backorderedLines.map(({ expectedAt }) => Date.parse(expectedAt));
  const expected = promiseOf(new Date(Math.max(now.getTime(), ...arrivals)), policy, content.shippingAddress.country);
  const isToCome = arrivals.length > 0;
  if (expected === undefined || expected.deliverBy === before.deliverBy) return {};
  if (isToCome ? expected.deliverBy < before.deliverBy : reschedulings.length === 0) return {};
  const why = {
    at: now.toISOString(),
    reason: isToCome ? 'BACKORDER' : 'STOCK_ARRIVED',
    formerly: before.deliverBy,
    deliverBy: expected.deliverBy,
  } as const;
  return { expected, reschedulings: [...reschedulings, why] };
}
