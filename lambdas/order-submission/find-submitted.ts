import type { Order, OrderContent } from '../orders/order.ts';
import { formerOrderId, orderIdOf, orderNumberFor, type Submission, submissionHash } from '../orders/order-id.ts';
import type { OrderNumber } from '../orders/order-number.ts';
import type { OrderTable } from '../orders/order-table.ts';
import { readTogether } from '../runtime/dynamodb-read.ts';

/** An order that is stored, and how it stands. */
export interface Placed {
  readonly content: OrderContent;
  readonly order: Order;
}

/** What a submission has led to so far, or the number that is free for its order. */
export type Submitted = Placed | { readonly free: OrderNumber };

/** So many numbers in a row are never other orders' by chance. */
const mostTaken = 20;

/**
 * Looks for the order of a submission under every number that it could have got. Orders are never deleted, so that a
 * number which was another's when the order was placed is so for every repeat.
 */
export async function findSubmitted(
  submission: Submission,
  orders: Pick<OrderTable, 'submitterToRead' | 'find'>,
): Promise<Submitted> {
  const hash = submissionHash(submission);
  const formerId = formerOrderId(submission);
  for (let taken = 0; taken < mostTaken; taken++) {
    const number = orderNumberFor(submission, taken);
    const id = orderIdOf(number);
    const looked = await readTogether(...(taken === 0 ? [id, formerId] : [id]).map(orders.submitterToRead));
    const found = looked.filter((submitter) => submitter !== undefined);
    const own = found.find(
      (order) => order.id === formerId || (order.storefront === submission.storefront && order.submissionHash === hash),
    );
    if (own !== undefined) {
      const { content, order } = await orders.find(own.id);
      if (content === undefined || order === undefined) throw new Error(`the content of order ${own.id} is not whole`);
      return { content, order };
    }
    if (found.length === 0) return { free: number };
  }
  throw new Error(`the first ${mostTaken} order numbers of a submission are others'`);
}
