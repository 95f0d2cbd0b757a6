import * as z from 'zod/mini';
import { ExpectedDelivery, expectedDelivery } from '../../orders/expected-delivery.ts';
import { isConfirmed } from '../../orders/order-status.ts';
import { withArrival } from './arrival.ts';
import { Incomplete, incompleteness, sentencesOf } from './incomplete.ts';
import { aNotice, good } from './notice-record.ts';

const Says = z.extend(Incomplete, { expected: z.optional(ExpectedDelivery) });

/** The order will be sent, whole or in part. */
export const orderConfirmed = aNotice({
  says: Says,
  of: (told) =>
    isConfirmed(told.order.status)
      ? { ...incompleteness(told), expected: expectedDelivery(told.order, told.content) }
      : undefined,
  sentences: (texts, facts, { expected, ...said }) =>
    withArrival(sentencesOf('order-confirmed', texts, facts, said), texts, facts, expected),
  look: good,
  orderStatus: 'OrderProcessing',
  kind: 'outcome',
});
