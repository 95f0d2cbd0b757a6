import type { StripeObject } from './stripe-wire.ts';

/** A PaymentIntent with its last charge. */
export interface Intent {
  readonly id: string;
  readonly amount: number;
  readonly currency: string;
  readonly captureMethod: string;
  readonly created: number;
  readonly description: string | undefined;
  readonly transferGroup: string | undefined;
  readonly returnUrl: string | undefined;
  metadata: Record<string, string>;
  status: string;
  /** What Radar will say of its charge. */
  riskLevel: string;
  charge?: Charge;
  /** The id of Radar's review, if there ever was one. */
  review?: string;
}

/** A try to take money. Its metadata and transfer group are a copy of the PaymentIntent's at that time. */
export interface Charge {
  readonly id: string;
  readonly intent: Intent;
  readonly created: number;
  readonly transferGroup: string | undefined;
  readonly metadata: Record<string, string>;
  status: 'succeeded' | 'failed';
  captured: number;
  isDisputed: boolean;
  readonly refunds: Refund[];
  /** What Radar says of its risk. */
  readonly riskLevel: string;
}

/** Money on its way back. */
export interface Refund {
  readonly id: string;
  readonly charge: Charge;
  readonly amount: number;
  readonly created: number;
  readonly metadata: Record<string, string>;
  /** The booking of its money; none of what was released because only a part was captured. */
  readonly booking: string | undefined;
  status: string;
  failureReason?: string;
}

/** So long a card's authorisation lasts, mostly. */
const authorizedSeconds = 7 * 24 * 60 * 60;

/** How much of what a charge has taken is given back. */
export function refundedOf({ refunds }: Charge): number {
  const isMoney = ({ status, booking }: Refund) =>
    booking !== undefined && status !== 'failed' && status !== 'canceled';
  const standing = refunds.filter(isMoney);
  return standing.reduce((sum, { amount }) => sum + amount, 0);
}

/** A PaymentIntent as the API shows it. */
export function intentView(intent: Intent): StripeObject {
  const { id, amount, currency, status, metadata, created, description, charge } = intent;
  return {
    id,
    object: 'payment_intent',
    amount,
    amount_capturable: status === 'requires_capture' ? amount : 0,
    amount_received: charge?.captured ?? 0,
    capture_method: intent.captureMethod,
    client_secret: `${id}_secret_local`,
    created,
    currency,
    description: description ?? null,
    latest_charge: charge?.id ?? null,
    livemode: false,
    metadata,
    next_action:
      status === 'requires_action'
        ? {
            type: 'redirect_to_url',
            redirect_to_url: {
              url: `https://hooks.stripe.com/3d_secure_2/${id}`,
              return_url: intent.returnUrl ?? null,
            },
          }
        : null,
    review: intent.review ?? null,
    status,
    transfer_group: intent.transferGroup ?? null,
  };
}

/** A charge as the API shows it. */
export function chargeView(charge: Charge): StripeObject {
  const { id, intent, created, status, captured, metadata } = charge;
  const released = captured > 0 ? intent.amount - captured : 0;
  return {
    id,
    object: 'charge',
    amount: intent.amount,
    amount_captured: captured,
    amount_refunded: refundedOf(charge) + released,
    captured: captured > 0,
    created,
    disputed: charge.isDisputed,
    currency: intent.currency,
    livemode: false,
    metadata,
    outcome: {
      network_status: status === 'failed' ? 'declined_by_network' : 'approved_by_network',
      risk_level: charge.riskLevel,
      type: status === 'failed' ? 'issuer_declined' : 'authorized',
    },
    payment_intent: intent.id,
    payment_method_details: {
      type: 'card',
      card: intent.captureMethod === 'manual' ? { capture_before: created + authorizedSeconds } : {},
    },
    refunded: captured > 0 && refundedOf(charge) === captured,
    status,
    transfer_group: charge.transferGroup ?? null,
  };
}

/** A charge's latest ten refunds as the API shows them with it. */
export function refundsView({ refunds }: Charge): StripeObject {
  const latest = refunds.toReversed();
  return { object: 'list', data: latest.slice(0, 10).map(refundView), has_more: latest.length > 10 };
}

/** A refund as the API shows it. */
export function refundView(refund: Refund): StripeObject {
  const { id, charge, amount, created, metadata, status, booking, failureReason } = refund;
  const { currency, id: intent } = charge.intent;
  return {
    id,
    object: 'refund',
    amount,
    balance_transaction: booking ?? null,
    charge: charge.id,
    created,
    currency,
    metadata,
    payment_intent: intent,
    status,
    ...(failureReason !== undefined && { failure_reason: failureReason }),
  };
}
