import * as z from 'zod/mini';
import { deliveredAt } from '../../carriers/parcel-status.ts';
import { mayBeCancelled } from '../../orders/cancellation.ts';
import { aboutRescheduling, expectedDelivery, rescheduleReasons } from '../../orders/expected-delivery.ts';
import { isRejectedOrCancelled } from '../../orders/order-status.ts';
import { aNotice, asking } from './notice-record.ts';

/** That an order comes later than was said. */
export const Delay = z.object({
  reason: z.enum(rescheduleReasons),
  /** The day by which it was to arrive, and the days on which it is to now. */
  formerly: z.string(),
  deliverFrom: z.string(),
  deliverBy: z.string(),
  /** Whether its customer may still call it off. */
  mayCancel: z.boolean(),
});
export type Delay = Readonly<z.output<typeof Delay>>;

const Says = z.object({ delay: Delay });

/** The order comes later than was said. `about`: why, or by which day it comes as the shop has said. */
export const orderDelayed = aNotice({
  says: Says,
  of({ order, content, shipments, about }) {
    const found = order.reschedulings?.find((one) => aboutRescheduling(one) === about);
    const expected = expectedDelivery(order, content);
    if (found === undefined || expected === undefined) return undefined;
    if (isRejectedOrCancelled(order.status) || deliveredAt(order, shipments) !== undefined) return undefined;
    const { reason, formerly } = found;
    const { deliverFrom, deliverBy } = expected;
    return { delay: { reason, formerly, deliverFrom, deliverBy, mayCancel: mayBeCancelled(order) } };
  },
  sentences: (texts, facts, { delay }) =>
    texts['order-delayed'](facts, {
      ...delay,
      formerly: facts.days(delay.formerly, delay.formerly),
      by: facts.days(delay.deliverBy, delay.deliverBy),
      days: facts.days(delay.deliverFrom, delay.deliverBy),
    }),
  look: { ...asking, showAddress: true },
  orderStatus: undefined,
  kind: 'delivery',
});
