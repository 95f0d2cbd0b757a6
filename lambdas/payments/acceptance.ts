import { type DueOrder, dueNow } from '../orders/current-sale.ts';
import type { Payment } from './payment.ts';
import { isPaid } from './payment-status.ts';

/** Whether an order may go on as far as its money is concerned. */
export type Acceptance =
  /** There is no money for it (yet), and some is due. */
  | 'unpaid'
  /** There is, but a person of the shop is to look at the order first. */
  | 'held'
  | 'accepted'
  /** It was denied for its risk: whatever money there is goes back. */
  | 'not accepted';

/**
 * What a payment, as it stands, means for its order. Of one whose risk nobody has assessed, the money alone decides.
 * @param order where it counts that nothing may be due of it any more: then no money is waited for
 */
export function acceptanceOf({ status, risk }: Pick<Payment, 'status' | 'risk'>, order?: DueOrder): Acceptance {
  if (risk?.review?.status === 'DENIED') return 'not accepted';
  if (!isPaid(status)) return order !== undefined && dueNow(order) === 0 ? 'accepted' : 'unpaid';
  return risk?.review?.status === 'OPEN' ? 'held' : 'accepted';
}
