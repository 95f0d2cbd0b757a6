import Stripe from 'stripe';
import type { Dispute, PaymentStatus } from '../../payment.ts';
import { ProviderUnavailable, RefundRefused } from '../../payment-errors.ts';
import type {
  PaymentProvider,
  PaymentReference,
  PaymentRequest,
  ProviderPayment,
  SettledPayment,
} from '../../payment-provider.ts';
import { startOfDay } from '../../settlement-day.ts';
import { type StripeAccount, stripeAccount } from './stripe-account.ts';
import { minorUnits, stripeAmount } from './stripe-amount.ts';
import { stripeNotification } from './stripe-notification.ts';

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

/**
 * What of a request is the shopper's choice. A request that Stripe refuses for it, or for nothing of ours that it names, is a
 * declined payment: no retry mends it, and nobody is at fault.
 */
const chosenByShopper = /^(?:payment_method|amount|currency)/;

/** Refused requests that we are to mend: our account, our keys or what we send. Source: docs.stripe.com/error-codes, 2026-11. */
const ourFaults =
  /^(?:account_|api_key_|capability_|parameter_|platform_|secret_key_|tls_|url_|livemode_mismatch$|testmode_charges_only$|not_allowed_on_standard_account$)/;

/** How a dispute was decided; any other status of Stripe's waits for somebody. */
const disputeStatuses: Readonly<Record<string, Dispute['status']>> = {
  won: 'CLOSED',
  warning_closed: 'CLOSED',
  prevented: 'CLOSED',
  lost: 'LOST',
};

/** The balance transactions in which customers' money comes or goes. */
const settlements: readonly string[] = ['charge', 'payment', 'refund', 'payment_refund', 'refund_failure'];

const withCharge = { expand: ['latest_charge.refunds'] };

/**
 * Cards through Stripe's PaymentIntents: authorised first, captured later. The token is a payment method (`pm_…`), or a
 * PaymentIntent that the storefront's page has made and confirmed itself (`pi_…`).
 *
 * An order has one PaymentIntent, which names it in `metadata.orderId`, and whatever is done to it is preceded by a look at how it
 * stands: Stripe forgets idempotency keys after a day, an order may be taken up again after weeks.
 */
export function stripeProvider(account: () => Promise<StripeAccount> = stripeAccount): PaymentProvider {
  const api = async () => (await account()).stripe;

  async function retrieve(id: string): Promise<Intent> {
    return (await api()).paymentIntents.retrieve(id, withCharge);
  }

  /**
   * The order's PaymentIntent, or undefined where Stripe knows none. Without its id, it is found through its charge, which carries the
   * order id as transfer group: a list, and so never behind. One without a charge (no money is touched yet) has only the
   * search, which may be a minute behind. One that the storefront has made becomes the order's by this, unless it is another's.
   */
  async function find({ orderId, reference }: PaymentReference): Promise<Intent | undefined> {
    if (reference === undefined) return (await findCharged(orderId)) ?? (await search(orderId));
    const intent = await retrieveIfThere(reference);
    if (intent === undefined || (intent.metadata.orderId ?? orderId) !== orderId) return undefined;
    if (intent.metadata.orderId === undefined && intent.status !== 'canceled') await claim(intent, orderId);
    return intent;
  }

  async function retrieveIfThere(id: string): Promise<Intent | undefined> {
    try {
      return await retrieve(id);
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  async function findCharged(orderId: string): Promise<Intent | undefined> {
    const { data: charges } = await (await api()).charges.list({ transfer_group: orderId, limit: 1 });
    const id = idOf(charges[0]?.payment_intent);
    return id === undefined ? undefined : retrieve(id);
  }

  async function search(orderId: string): Promise<Intent | undefined> {
    const query = `metadata['orderId']:'${orderId}'`;
    const { data: found } = await (await api()).paymentIntents.search({ query, limit: 10 });
    const { id } = found.find(({ status }) => status !== 'canceled') ?? found[0] ?? {};
    // What a search says of the status may be as old as the search.
    return id === undefined ? undefined : retrieve(id);
  }

  /** Authorises the order's amount with a payment method. */
  async function authorizeWith(paymentMethod: string, { orderId, ...request }: PaymentRequest, amount: number) {
    const { stripe, returnUrl } = await account();
    const known = await findCharged(orderId);
    if (known !== undefined) return standing(known);
    try {
      const intent = await stripe.paymentIntents.create(
        {
          ...unpaid(orderId, amount, request.currency),
          payment_method: paymentMethod,
          confirm: true,
          return_url: returnUrl,
          ...withCharge,
        },
        { idempotencyKey: authorizeKey(orderId) },
      );
      // A repeated answer tells how it stood the first time.
      const isRepeated = intent.lastResponse.headers['idempotent-replayed'] === 'true';
      return standing(isRepeated ? await retrieve(intent.id) : intent);
    } catch (error) {
      if (error instanceof Stripe.errors.StripeIdempotencyError) return standing(await findTaken(orderId));
      if (!isDecline(error)) throw error;
      return nothing('DECLINED', request, error.payment_intent?.id);
    }
  }

  /** Makes the storefront's PaymentIntent the order's, if it is nobody else's and about the same money. */
  async function adopt(id: string, request: PaymentRequest, amount: number): Promise<ProviderPayment> {
    const { orderId, currency } = request;
    const intent = await retrieveIfThere(id);
    const owner = intent?.metadata.orderId ?? orderId;
    if (intent === undefined || owner !== orderId) return nothing('DECLINED', request);
    if (intent.status === 'canceled') return standing(intent);
    const isRejectedOrCancelled = intent.metadata.orderId === undefined && !(await claim(intent, orderId));
    if (isRejectedOrCancelled) return standing(await release(intent, orderId));
    if (intent.amount === amount && intent.currency === currency.toLowerCase()) return standing(intent);
    // Of no use to any order: what it holds is let go, and what it took is told, so that it is given back.
    return { ...(await standing(await release(intent, orderId))), status: 'DECLINED' };
  }

  /** Writes the order onto a PaymentIntent. False when the order has been given up before. */
  async function claim({ id }: Intent, orderId: string): Promise<boolean> {
    const stripe = await api();
    const owned = { metadata: { orderId } };
    try {
      await stripe.paymentIntents.update(id, owned, { idempotencyKey: authorizeKey(orderId) });
      return true;
    } catch (error) {
      if (!(error instanceof Stripe.errors.StripeIdempotencyError)) throw error;
      await stripe.paymentIntents.update(id, owned);
      return false;
    }
  }

  /** The PaymentIntent that an order's key has been used for, though it has no charge. */
  async function findTaken(orderId: string): Promise<Intent> {
    const intent = await search(orderId);
    if (intent === undefined) throw unavailable(`the payment of order ${orderId} cannot be found yet`);
    return intent;
  }

  /** Cancels, where that can still be done; how it stands afterwards. */
  async function release(intent: Intent, orderId: string): Promise<Intent> {
    const { id, status } = intent;
    if (status === 'canceled' || status === 'succeeded') return intent;
    const stripe = await api();
    // The status is part of the key: a refusal is kept with its key, and must not meet a later attempt from another status.
    const key = { idempotencyKey: `${orderId}-void-${status}` };
    return stripe.paymentIntents.cancel(id, withCharge, key).catch(howItStands(id));
  }

  /**
   * Closes an order that has no PaymentIntent: uses up the key with which one would be authorised, so that none comes late.
   * @throws ProviderUnavailable when the key has been used: there is one, and the search will find it soon
   */
  async function closeUnknown(orderId: string, amount: number, currency: string): Promise<ProviderPayment> {
    const stripe = await api();
    const theirs = stripeAmount(amount, currency);
    if (theirs === undefined) return nothing('VOIDED', { amount, currency });
    try {
      const intent = await stripe.paymentIntents.create(unpaid(orderId, theirs, currency), {
        idempotencyKey: authorizeKey(orderId),
      });
      return standing(await release(intent, orderId));
    } catch (error) {
      if (error instanceof Stripe.errors.StripeIdempotencyError)
        return standing(await release(await findTaken(orderId), orderId));
      if (isDecline(error)) return nothing('VOIDED', { amount, currency });
      throw error;
    }
  }

  /** For a refused change: the state that it met. */
  function howItStands(id: string) {
    return (error: unknown): Promise<Intent> => {
      if (isRefusal(error)) return retrieve(id);
      throw error;
    };
  }

  return {
    authorize: (request) =>
      told(async () => {
        const { token } = request.instruction;
        const amount = stripeAmount(request.amount, request.currency);
        if (amount === undefined) return nothing('DECLINED', request);
        if (token.startsWith('pi_')) return adopt(token, request, amount);
        if (token.startsWith('pm_')) return authorizeWith(token, request, amount);
        return nothing('DECLINED', request);
      }),

    query: (payment) =>
      told(async () => {
        const intent = await find(payment);
        if (intent === undefined) return nothing('PENDING', payment);
        const isDisputed = chargeOf(intent)?.disputed === true || (payment.disputeIds ?? []).length > 0;
        return { ...(await standing(intent)), ...(isDisputed && { disputes: await disputesOf(intent.id) }) };
      }),

    /** A part releases the rest. */
    capture: ({ amount, currency, ...payment }) =>
      told(async () => {
        const intent = await find(payment);
        if (intent === undefined) throw unavailable(`no payment of order ${payment.orderId} is known`);
        if (intent.status !== 'requires_capture') return standing(intent);
        const stripe = await api();
        return standing(
          await stripe.paymentIntents
            .capture(
              intent.id,
              { amount_to_capture: exactly(amount, currency), ...withCharge },
              { idempotencyKey: `${payment.orderId}-capture` },
            )
            .catch(howItStands(intent.id)),
        );
      }),

    void: ({ total, currency, ...payment }) =>
      told(async () => {
        const intent = await find(payment);
        if (intent === undefined && payment.reference === undefined) {
          return closeUnknown(payment.orderId, total, currency);
        }
        if (intent === undefined) return nothing('VOIDED', { amount: total, currency });
        return standing(await release(intent, payment.orderId));
      }),

    refund: ({ refundId, amount, ...payment }) =>
      told(async () => {
        const intent = await find(payment);
        if (intent === undefined) throw unavailable(`no payment of order ${payment.orderId} is known`);
        if (intent.status !== 'succeeded') throw new RefundRefused(`payment_${intent.status}`);
        const { refunds } = await api();
        for await (const { metadata } of refunds.list({ payment_intent: intent.id, limit: 100 })) {
          // Made before, whatever has become of it.
          if (metadata?.refundId === refundId) return standing(intent);
        }
        const refund = {
          payment_intent: intent.id,
          // Of whatever it was paid in.
          amount: exactly(amount, intent.currency.toUpperCase()),
          metadata: { orderId: payment.orderId, refundId },
        };
        try {
          await refunds.create(refund, { idempotencyKey: refundId });
        } catch (error) {
          if (isRefusal(error)) throw new RefundRefused(refusalCode(error));
          throw error;
        }
        return standing(await retrieve(intent.id));
      }),

    verifyNotification: ({ headers, body }) =>
      told(async () => {
        const { webhookSecrets, isLive } = await account();
        const event = stripeNotification(
          Buffer.from(body, 'base64'),
          headers['stripe-signature'],
          webhookSecrets,
          isLive,
        );
        if (event === undefined) return undefined;
        const { eventId, intent, amount, currency, disputeId } = event;
        // A charge's metadata are a copy of an earlier time, a dispute's its own: only the PaymentIntent's name the order.
        const orderId = event.orderId ?? (await orderOf(intent));
        return orderId === undefined ? undefined : { eventId, orderId, amount, currency, disputeId };
      }),

    /** By the UTC day on which Stripe booked captures and refunds; each payment with all that it took and gave back so far. */
    settledOn: ({ day, from }) =>
      told(async () => {
        const start = startOfDay('stripe', day).getTime() / 1000;
        const { data, has_more } = await (await api()).balanceTransactions.list({
          created: { gte: start, lt: start + 24 * 60 * 60 },
          expand: ['data.source.payment_intent.latest_charge'],
          limit: 100,
          ...(from !== undefined && { starting_after: from }),
        });
        const settled = new Map<string, SettledPayment>();
        for (const { type, source } of data) {
          const intent = settlements.includes(type) ? intentOf(source) : undefined;
          if (intent?.metadata.orderId === undefined) continue;
          const { currency, captured, refunded } = standingOf(intent);
          settled.set(intent.id, { orderId: intent.metadata.orderId, currency, captured, refunded });
        }
        const last = data.at(-1)?.id;
        return { payments: [...settled.values()], ...(has_more && last !== undefined && { next: last }) };
      }),
  };

  async function orderOf(intentId: string): Promise<string | undefined> {
    return (await retrieveIfThere(intentId))?.metadata.orderId;
  }

  /** Disputes, and the card network's early warnings of them: those count until the money is given back, or disputed indeed. */
  async function disputesOf(intentId: string): Promise<Dispute[]> {
    const { disputes, radar } = await api();
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

  /** How a PaymentIntent stands, in our words. */
  async function standing(intent: Intent): Promise<ProviderPayment> {
    const { latest_charge: charge } = intent;
    if (typeof charge === 'string' || charge?.refunds?.has_more !== true) return standingOf(intent);
    // Further back than what comes with a charge.
    const all: Stripe.Refund[] = [];
    for await (const refund of (await api()).refunds.list({ charge: charge.id, limit: 100 })) all.push(refund);
    return standingOf(intent, all);
  }
}

/** How a PaymentIntent stands, in our words, as far as it can be told from this. */
function standingOf(
  { id, status, currency: theirs, ...intent }: Intent,
  refunds: readonly Stripe.Refund[] | undefined = chargeOf(intent)?.refunds?.data,
): ProviderPayment {
  const currency = theirs.toUpperCase();
  const known = statuses[status];
  if (known === undefined) throw unavailable(`the status ${status} is not known`);
  const charge = known === 'CAPTURED' ? chargeOf(intent) : undefined;
  const captured = known === 'CAPTURED' ? (charge?.amount_captured ?? intent.amount_received) : 0;
  const refunded = charge === undefined ? 0 : refundedOf(charge, refunds);
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
  };
}

function ourRefund({ metadata, status, failure_reason: reason }: Stripe.Refund): { id: string; failure?: string }[] {
  const id = metadata?.refundId;
  if (!id) return [];
  return [{ id, ...(didFail(status) && { failure: reason ?? status ?? 'failed' }) }];
}

/**
 * What of a charge's captured money was given back. What a partial capture left is released by Stripe as if it were refunded: it
 * stands in the sum, and perhaps among the refunds, though without a booking, because that money was never taken.
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

function chargeOf({ latest_charge: charge }: Pick<Intent, 'latest_charge'>): Stripe.Charge | undefined {
  return typeof charge === 'string' ? undefined : (charge ?? undefined);
}

/** A payment that has taken nothing. */
function nothing(
  status: PaymentStatus,
  { amount, currency }: { readonly amount: number; readonly currency: string },
  reference?: string,
): ProviderPayment {
  return { status, reference, amount, currency, captured: 0, refunded: 0 };
}

/** What every PaymentIntent of ours has. */
function unpaid(orderId: string, amount: number, currency: string) {
  return {
    amount,
    currency: currency.toLowerCase(),
    capture_method: 'manual',
    payment_method_types: ['card'],
    metadata: { orderId },
    transfer_group: orderId,
    description: `Order ${orderId}`,
  } as const;
}

/** One order, one key: whoever uses it first, authorising or closing, has the order's only PaymentIntent. */
function authorizeKey(orderId: string): string {
  return `${orderId}-authorize`;
}

function exactly(amount: number, currency: string): number {
  const theirs = stripeAmount(amount, currency);
  if (theirs === undefined) throw new Error(`Stripe cannot move exactly ${amount} ${currency}`);
  return theirs;
}

function idOf(object: string | { readonly id: string } | null | undefined): string | undefined {
  return typeof object === 'string' ? object : object?.id;
}

/** The PaymentIntent of a charge or refund, as expanded. */
function intentOf(source: string | object | null): Intent | undefined {
  const { payment_intent: intent } = Object(source) as { payment_intent?: Intent | string | null };
  return typeof intent === 'object' && intent !== null ? intent : undefined;
}

function isMissing(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing';
}

/** Stripe has understood, and says no. */
function isRefusal(error: unknown): error is Stripe.errors.StripeError {
  return error instanceof Stripe.errors.StripeInvalidRequestError || error instanceof Stripe.errors.StripeCardError;
}

/** The bank's no, or Stripe's to what the shopper chose. */
function isDecline(error: unknown): error is Stripe.errors.StripeError {
  if (error instanceof Stripe.errors.StripeCardError) return true;
  if (!isRefusal(error)) return false;
  return error.param ? chosenByShopper.test(error.param) : !ourFaults.test(error.code ?? '');
}

/** Why Stripe says no. Not its message, which may name the customer. */
function refusalCode({ code, decline_code: decline, param, type }: Stripe.errors.StripeError): string {
  return code ?? decline ?? (param ? `invalid_${param}` : type);
}

function unavailable(detail: string): ProviderUnavailable {
  return new ProviderUnavailable('stripe', detail);
}

/**
 * Tells Stripe's errors in ours. None leaves as it is: they carry requests, cards and billing details into logs.
 * @throws ProviderUnavailable worth a retry; Error for what only a person can mend (a bad key, a wrong request)
 */
async function told<Result>(call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    const { type, code, statusCode, requestId } = error;
    const detail = [type, code, statusCode, requestId].filter((part) => part !== undefined).join(' ');
    if (
      error instanceof Stripe.errors.StripeConnectionError ||
      error instanceof Stripe.errors.StripeAPIError ||
      error instanceof Stripe.errors.StripeRateLimitError
    ) {
      throw unavailable(detail);
    }
    throw new Error(`Stripe refuses a request: ${detail}`);
  }
}
