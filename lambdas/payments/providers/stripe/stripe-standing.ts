import type Stripe from 'stripe';
import type { ProviderPayment } from '../../payment-provider.ts';
import type { PaymentStatus } from '../../payment-status.ts';
import { minorUnits } from './stripe-amount.ts';
import { unavailable } from './stripe-errors.ts';
import { riskOf } from './stripe-risk.ts';

type Intent = Stripe.PaymentIntent;

/** A PaymentIntent's status in our words; a succeeded one may have been refunded since. */
const statuses: Readonly<Record<string, PaymentStatus>> = {
  requires_payment_method: 'DECLINED',
  requires_confirmation: 'PENDING',
  requires_action: 'PENDING',
  processing: 'PENDING',
  requires_capture: 'AUTHORIZED',
  canceled: 'VOIDED',
  succeeded: 'CAPTURED',
};

/** How a PaymentIntent stands, in our words, as far as it can be told from this. */
export function standingOf(
  { id, status, currency: theirs, ...intent }: Intent,
  refunds: readonly Stripe.Refund[] | undefined = chargeOf(intent)?.refunds?.data,
): ProviderPayment {
  const currency = theirs.toUpperCase();
  const known = statuses[status];
  if (known === undefined) throw unavailable(`the status ${status} is not known`);
  const charge = known === 'CAPTURED' ? chargeOf(intent) : undefined;
  const captured = known === 'CAPTURED' ? (charge?.amount_captured ?? intent.amount_received) : 0;
  const refunded = charge === undefined ? 0 : refundedOf(charge, refunds);
  const risk = riskOf(intent, chargeOf(intent));
  const until = known === 'AUTHORIZED' ? chargeOf(intent)?.payment_method_details?.card?.capture_before : undefined;
  const payUrl = known === 'PENDING' ? intent.next_action?.redirect_to_url?.url : undefined;
  return {
    status: captured > 0 && refunded >= captured ? 'REFUNDED' : known,
    reference: id,
    amount: minorUnits(intent.amount, currency),
    currency,
    captured: minorUnits(captured, currency),
    refunded: minorUnits(refunded, currency),
    ...(payUrl && { payUrl }),
    ...(charge && refunds && { refunds: refunds.flatMap(ourRefund) }),
    ...(until !== undefined && { authorizedUntil: new Date(until * 1000).toISOString() }),
    ...(risk && { risk }),
  };
}

function ourRefund({ metadata, status, failure_reason: reason }: Stripe.Refund): { id: string; failure?: string }[] {
  const id = metadata?.refundId;
  if (!id) return [];
  return [{ id, ...(didFail(status) && { failure: reason ?? status ?? 'failed' }) }];
}

/**
 * What of a charge's captured money was given back. What a partial capture left is released by Stripe as if it were
 * refunded: it stands in the sum, and perhaps among the refunds, though without a booking, because that money was never
 * taken.
 */
function refundedOf(charge: Stripe.Charge, refunds: readonly Stripe.Refund[] | undefined): number {
  const { amount, amount_captured: captured, amount_refunded: refunded } = charge;
  const released = captured > 0 ? amount - captured : 0;
  if (refunds === undefined) return Math.max(0, refunded - released);
  const isRelease = (refund: Stripe.Refund) => refund.amount === released && refund.balance_transaction == null;
  const given = refunds.filter(({ status }) => !didFail(status));
  const sum = given.reduce((sum, refund) => sum + refund.amount, 0);
  return given.some(isRelease) ? sum - released : sum;
}

function didFail(status: string | null): boolean {
  return status === 'failed' || status === 'canceled';
}

/** The last charge of a PaymentIntent, as expanded. */
export function chargeOf({ latest_charge: charge }: Pick<Intent, 'latest_charge'>): Stripe.Charge | undefined {
  return typeof charge === 'string' ? undefined : (charge ?? undefined);
}

/** A payment that has taken nothing. */
export function nothing(
  status: PaymentStatus,
  { amount, currency }: { readonly amount: number; readonly currency: string },
  reference?: string,
): ProviderPayment {
  return { status, reference, amount, currency, captured: 0, refunded: 0 };
}
