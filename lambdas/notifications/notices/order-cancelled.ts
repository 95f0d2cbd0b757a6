import * as z from 'zod/mini';
import { Cancellation } from '../../orders/cancellation.ts';
import { aNotice, ended } from './notice-record.ts';

/** Who cancelled an order and why. Not their own words: those of staff are not written for customers. */
export const NoticeCancellation = z.pick(Cancellation, { by: true, reason: true });

const Says = z.object({ cancellation: NoticeCancellation });

/** The order was cancelled whole. */
export const orderCancelled = aNotice({
  says: Says,
  of({ order: { status, cancellation } }) {
    if (status !== 'CANCELLED' || cancellation === undefined) return undefined;
    const { by, reason } = cancellation;
    return { cancellation: { by, reason } };
  },
  sentences: (texts, facts, { cancellation }) => texts['order-cancelled'](facts, cancellation),
  look: ended,
  orderStatus: 'OrderCancelled',
  kind: 'outcome',
});
