import * as z from 'zod/mini';
import { ExpectedDelivery, expectedDelivery } from '../../orders/expected-delivery.ts';
import { withArrival } from './arrival.ts';
import { aNotice, good } from './notice-record.ts';

const Says = z.object({ expected: z.optional(ExpectedDelivery) });

/** What of the order was still to come is there. */
export const backorderedItemsArrived = aNotice({
  says: Says,
  of: ({ order, content }) =>
    order.status === 'CONFIRMED' && order.backorderedLines === undefined
      ? { expected: expectedDelivery(order, content) }
      : undefined,
  sentences: (texts, facts, { expected }) =>
    withArrival(texts['backordered-items-arrived'](facts), texts, facts, expected),
  look: good,
  orderStatus: 'OrderProcessing',
  kind: 'delivery',
});
