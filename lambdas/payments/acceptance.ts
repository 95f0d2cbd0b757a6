import type { Payment } from './payment.ts';
import { isPaid } from './payment-status.ts';

/** Whether an order may go on as far as its money is concerned. */
export type Acceptance =
  /** There is no money for it (yet). */
  | 'unpaid'
  /** There is, but a person of the shop is to look at the order first. */
  | 'held'
  | 'accepted'
  /** It was denied for its risk: whatever money there is goes back. */
  | 'not accepted';

/** What a payment, as it stands, means for its order. Of one whose risk nobody has assessed, the money alone decides. */
export function acceptanceOf({ status, risk }: Pick<Payment, 'status' | 'risk'>): Acceptance {
  if (risk?.review?.status === 'DENIED') return 'not accepted';
  if (!isPaid(status)) return 'unpaid';
  return risk?.review?.status === 'OPEN' ? 'held' : 'accepted';
}
