import * as z from 'zod/mini';
import { acceptanceOf } from '../../payments/acceptance.ts';
import { aNotice, asking } from './notice-record.ts';

const Says = z.object({});

/** The order is paid for, and people look at it before it is confirmed. Why is no matter of its customer's. */
export const orderChecking = aNotice({
  says: Says,
  of({ order: { status }, payment }) {
    return status === 'RESERVED' && payment !== undefined && acceptanceOf(payment) === 'held' ? {} : undefined;
  },
  sentences: (texts, facts) => texts['order-checking'](facts),
  look: asking,
  orderStatus: 'OrderProcessing',
  kind: 'outcome',
});
