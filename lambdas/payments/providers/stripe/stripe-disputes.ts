import type Stripe from 'stripe';
import type { Dispute } from '../../dispute.ts';

/** How a dispute was decided; any other status of Stripe's waits for somebody. */
const disputeStatuses: Readonly<Record<string, Dispute['status']>> = {
  won: 'CLOSED',
  warning_closed: 'CLOSED',
  prevented: 'CLOSED',
  lost: 'LOST',
};

/**
 * Disputes, and the card network's early warnings of them: those count until the money is given back, or disputed
 * indeed.
 */
export async function disputesOf({ disputes, radar }: Stripe, intentId: string): Promise<Dispute[]> {
  const of = { payment_intent: intentId, limit: 100 };
  const [raised, warnings] = await Promise.all([disputes.list(of), radar.earlyFraudWarnings.list(of)]);
  return [
    ...raised.data.map(
      ({ id, reason, status }): Dispute => ({
        id,
        kind: 'CHARGEBACK',
        reason,
        status: disputeStatuses[status] ?? 'OPEN',
      }),
    ),
    ...warnings.data.map(
      ({ id, fraud_type: reason, actionable }): Dispute => ({
        id,
        kind: 'FRAUD_WARNING',
        reason,
        status: actionable ? 'OPEN' : 'CLOSED',
      }),
    ),
  ];
}
