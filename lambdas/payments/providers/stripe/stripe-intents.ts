import Stripe from 'stripe';
import type { PaymentReference, ProviderPayment } from '../../payment-provider.ts';
import { isMissing, isRefusal, unavailable } from './stripe-errors.ts';
import { standingOf } from './stripe-standing.ts';

type Intent = Stripe.PaymentIntent;

/** What a PaymentIntent is asked for with, so that its money and its risk are told too. */
export const withCharge = { expand: ['latest_charge.refunds', 'review'] };

/** One order, one key: whoever uses it first, authorising or closing, has the order's only PaymentIntent. */
export function authorizeKey(orderId: string): string {
  return `${orderId}-authorize`;
}

/** The orders' PaymentIntents: finds them, makes them an order's, lets go of them. */
export function stripeIntents(api: () => Promise<Stripe>) {
  /** With its charge and the charge's refunds. */
  async function retrieve(id: string): Promise<Intent> {
    return (await api()).paymentIntents.retrieve(id, withCharge);
  }

  /**
   * The order's PaymentIntent, or undefined where Stripe knows none. Without its id, it is found through its charge,
   * which carries the order id as transfer group: a list, and so never behind. One without a charge (no money is
   * touched yet) has only the search, which may be a minute behind. One that the storefront has made becomes the
   * order's by this, unless it is another's.
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
    // The status is part of the key: a refusal is kept with its key, and must not meet a later attempt from another
    // status.
    const key = { idempotencyKey: `${orderId}-void-${status}` };
    return stripe.paymentIntents.cancel(id, withCharge, key).catch(howItStands(id));
  }

  /** For a refused change: the state that it met. */
  function howItStands(id: string) {
    return (error: unknown): Promise<Intent> => {
      if (isRefusal(error)) return retrieve(id);
      throw error;
    };
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

  return { retrieve, retrieveIfThere, find, findCharged, findTaken, claim, release, howItStands, standing };
}

/** What `stripeIntents` gives. */
export type StripeIntents = ReturnType<typeof stripeIntents>;

function idOf(object: string | { readonly id: string } | null | undefined): string | undefined {
  return typeof object === 'string' ? object : object?.id;
}
