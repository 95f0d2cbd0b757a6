import type { OrderContent } from '../orders/order.ts';
import type { OrderTable } from '../orders/order-table.ts';
import { Problem } from '../runtime/problem.ts';
import { notShippable } from './problems.ts';

/**
 * Makes sure that what an order replaces is back, or need not come back: until then its units are held.
 * @throws Problem not-shippable
 */
export async function assertReleased(
  content: Pick<OrderContent, 'replacementOf'> | undefined,
  orders: Pick<OrderTable, 'find'>,
): Promise<void> {
  if (content?.replacementOf === undefined) return;
  const { orderId, caseId } = content.replacementOf;
  const { cases } = await orders.find(orderId);
  const state = cases.find(({ id }) => id === caseId)?.state;
  if (state !== 'EXCHANGED') {
    throw new Problem(notShippable, `It replaces what is still to come back; the return case is ${state ?? 'gone'}.`);
  }
}
