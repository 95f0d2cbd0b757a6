import * as z from 'zod/mini';
import { Shortage } from '../../orders/order.ts';
import { RejectionReason } from '../../orders/rejection.ts';
import { aNotice, bad } from './notice-record.ts';

const Says = z.object({
  rejection: z.object({ reason: RejectionReason, shortages: z.optional(z.readonly(z.array(Shortage))) }),
});

/** The order was refused: why, and for lack of stock what was short. */
export const orderRejected = aNotice({
  says: Says,
  of({ order: { status, rejection, shortages } }) {
    if (status !== 'REJECTED' || rejection === undefined) return undefined;
    const { reason } = rejection;
    return { rejection: { reason, shortages: reason === 'OUT_OF_STOCK' ? shortages : undefined } };
  },
  sentences: (texts, facts, { rejection }) => texts['order-rejected'][rejection.reason](facts),
  look: bad,
  orderStatus: 'OrderCancelled',
  kind: 'outcome',
});
