import * as z from 'zod/mini';
import { aNotice, good } from './notice-record.ts';

/** What of the order was still to come is there. */
export const backorderedItemsArrived = aNotice({
  says: z.object({}),
  of: ({ order: { status, backorderedLines } }) =>
    status === 'CONFIRMED' && backorderedLines === undefined ? {} : undefined,
  sentences: (texts, facts) => texts['backordered-items-arrived'](facts),
  look: good,
  orderStatus: 'OrderProcessing',
  kind: 'delivery',
});
