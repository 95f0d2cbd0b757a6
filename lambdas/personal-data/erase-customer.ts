import * as z from 'zod/mini';
import { OrderId } from '../orders/order.ts';
import type { PageEnd } from '../orders/order-lists.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { shortText } from '../orders/short-text.ts';
import { type Erasure, eraseOrder } from './erase-order.ts';

/** So many are done by one call, well within its time. */
const mostOrders = 50;

/** The body of `POST /operations/erasures`: whose personal data, and on which orders. */
export const ErasureRequest = z
  .strictObject({
    /** These orders. */
    orderIds: z.optional(z.array(OrderId).check(z.minLength(1), z.maxLength(mostOrders))),
    /** All orders of a customer, as the storefront names them. */
    customer: z.optional(z.strictObject({ storefront: shortText(200), customerId: shortText(200) })),
    /** Confirmed orders too that were not shipped here. */
    unshipped: z.optional(z.boolean()),
  })
  .check(
    z.refine(({ orderIds, customer }) => (orderIds === undefined) !== (customer === undefined), {
      error: 'give either orderIds or customer',
    }),
  );
export type ErasureRequest = Readonly<z.output<typeof ErasureRequest>>;

/** What became of an erasure. */
export const ErasureResult = z.object({
  /** The orders whose personal data is erased, now or before. */
  erased: z.array(OrderId),
  /** Those whose is not, and why. */
  left: z.array(z.object({ orderId: OrderId, reason: z.enum(['UNDER_WAY', 'NOT_SHIPPED', 'UNKNOWN']) })),
  /** Whether there are no further orders; otherwise the same call again does the next. */
  complete: z.boolean(),
});
export type ErasureResult = Readonly<z.output<typeof ErasureResult>>;

/** What erasing a customer's data touches. */
export interface EraseCustomerPorts {
  readonly orders: Pick<OrderTable, 'ofCustomer' | 'listFrom'>;
  readonly eraseOrder: (orderId: OrderId, options: { readonly unshipped: boolean }) => Promise<Erasure>;
}

const production = (): EraseCustomerPorts => ({ orders: orderTable(), eraseOrder });

/**
 * Erases a customer's personal data, order by order. An order whose data is erased is no longer found by its customer,
 * so the same call again goes on where this one ended, or was cut off.
 */
export async function eraseCustomer(
  { orderIds, customer, unshipped = false }: ErasureRequest,
  { orders, eraseOrder }: EraseCustomerPorts = production(),
): Promise<ErasureResult> {
  const result: { erased: OrderId[]; left: ErasureResult['left'] } = { erased: [], left: [] };
  const erase = async (ids: readonly OrderId[]) => {
    for (const orderId of new Set(ids)) {
      const erasure = await eraseOrder(orderId, { unshipped });
      if (erasure === 'ERASED') result.erased.push(orderId);
      else result.left.push({ orderId, reason: erasure });
    }
  };
  if (customer === undefined) {
    await erase(orderIds ?? []);
    return { ...result, complete: true };
  }
  const list = orders.ofCustomer(customer.storefront, customer.customerId);
  let from: PageEnd | undefined = { partition: 0 };
  // Those that are left are passed by at each call: they must not hide the others.
  while (from !== undefined && result.erased.length < mostOrders) {
    const page: Awaited<ReturnType<typeof orders.listFrom>> = await orders.listFrom(list, from, mostOrders);
    await erase(page.orders.map(({ id }) => id));
    from = page.end;
  }
  return { ...result, complete: from === undefined };
}
