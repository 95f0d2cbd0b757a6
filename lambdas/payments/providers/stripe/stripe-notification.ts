import Stripe from 'stripe';
import * as z from 'zod/mini';
import { InvalidNotification } from '../../payment-errors.ts';
import type { PaymentStatus } from '../../payment-status.ts';
import { toleranceSeconds } from '../../signed-notification.ts';
import { minorUnits } from './stripe-amount.ts';
import { stripeEvents } from './stripe-events.ts';

const Event = z.object({
  id: z.string().check(z.minLength(1)),
  object: z.literal('event'),
  type: z.string(),
  livemode: z.boolean(),
  account: z.optional(z.string()),
  data: z.object({ object: z.looseObject({ object: z.optional(z.string()) }) }),
});

/** An id of Stripe's: we ask for the object by it. */
const StripeId = z.string().check(z.regex(/^\w{1,255}$/));

const IntentObject = z.object({
  id: StripeId,
  amount: z.int(),
  currency: z.string(),
  metadata: z.optional(z.nullable(z.record(z.string(), z.string()))),
});

/** A charge, refund, dispute or review: its amount may be a part of the payment's. */
const PartObject = z.object({ id: z.optional(StripeId), payment_intent: z.optional(z.nullable(StripeId)) });

/** The kinds of object through which Stripe tells of a payment. */
const partKinds: readonly string[] = ['charge', 'refund', 'dispute', 'radar.early_fraud_warning', 'review'];

/** Of these, objections to it. */
const disputeKinds: readonly string[] = ['dispute', 'radar.early_fraud_warning'];

/** What an event of Stripe's says of a payment. */
export interface StripeNotification {
  readonly eventId: string;
  /** The PaymentIntent's id. */
  readonly intent: string;
  /** The order, where the event is about the PaymentIntent itself. Amount in minor units. */
  readonly orderId?: string;
  readonly amount?: number;
  readonly currency?: string;
  /** How it says that the PaymentIntent stands, where it says that. */
  readonly status?: PaymentStatus | undefined;
  /** The dispute or early fraud warning that it is about. */
  readonly disputeId?: string | undefined;
}

/**
 * Verifies and reads an event of Stripe's.
 * @param header the header `Stripe-Signature`
 * @returns undefined for a genuine one that is about no payment or about one that names no order, or says nothing of it
 * @throws InvalidNotification
 */
export function stripeNotification(
  body: Buffer,
  header: string | undefined,
  secrets: readonly string[],
  isLive: boolean,
): StripeNotification | undefined {
  const { data: event } = z.safeParse(Event, verified(body, header, secrets));
  if (event === undefined) throw new InvalidNotification('The notification is not an event.');
  if (event.livemode !== isLive) throw new InvalidNotification('The notification is of another mode.');
  if (event.account !== undefined) throw new InvalidNotification('The notification is about another account.');

  // An endpoint may be told of more than it asked for.
  if (!Object.hasOwn(stripeEvents, event.type)) return undefined;
  const { object } = event.data;
  if (object.object === 'payment_intent') {
    const { data: intent } = z.safeParse(IntentObject, object);
    if (intent === undefined) throw new InvalidNotification('The notification is not about a payment.');
    const orderId = intent.metadata?.orderId;
    const currency = intent.currency.toUpperCase();
    if (orderId === undefined) return undefined;
    const amount = minorUnits(intent.amount, currency);
    return { eventId: event.id, intent: intent.id, orderId, amount, currency, status: stripeEvents[event.type] };
  }
  if (!partKinds.includes(object.object ?? '')) return undefined;
  const { data: part } = z.safeParse(PartObject, object);
  if (part === undefined) throw new InvalidNotification('The notification is not about a payment.');
  // A charge that was made without a PaymentIntent is none of ours.
  if (!part.payment_intent) return undefined;
  const isDispute = disputeKinds.includes(object.object ?? '') && part.id !== undefined;
  return { eventId: event.id, intent: part.payment_intent, ...(isDispute && { disputeId: part.id }) };
}

/** The event, when it is signed with one of the secrets. */
function verified(body: Buffer, header: string | undefined, secrets: readonly string[]): unknown {
  const text = textOf(body);
  for (const secret of secrets) {
    try {
      return Stripe.webhooks.constructEvent(text, header ?? '', secret, toleranceSeconds);
    } catch (error) {
      if (error instanceof Stripe.errors.StripeSignatureVerificationError) continue;
      // Signed, but no JSON, or of a kind that this endpoint has not asked for.
      throw new InvalidNotification('The notification cannot be read.');
    }
  }
  throw new InvalidNotification('The signature does not verify, or is out of its time.');
}

/** The exact text: the SDK on its own would pass over a byte order mark and bytes that are no UTF-8. */
function textOf(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    throw new InvalidNotification('The notification is not text.');
  }
}
