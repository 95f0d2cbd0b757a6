import Stripe from 'stripe';
import type { PaymentRequest, ProviderPayment } from '../../payment-provider.ts';
import { orderIdIn } from '../../payment-try.ts';
import type { StripeAccount } from './stripe-account.ts';
import { stripeAmount } from './stripe-amount.ts';
import { isDecline } from './stripe-errors.ts';
import { authorizeKey, type StripeIntents, withCharge } from './stripe-intents.ts';
import { nothing } from './stripe-standing.ts';

/** Money in: authorises an order's amount, or makes sure that nobody will. */
export function stripeAuthorizations(account: () => Promise<StripeAccount>, intents: StripeIntents) {
  const { retrieve, retrieveIfThere, findCharged, findTaken, claim, release, standing } = intents;

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

  /**
   * Closes an order that has no PaymentIntent: uses up the key with which one would be authorised, so that none comes
   * late.
   * @throws ProviderUnavailable when the key has been used: there is one, and the search will find it soon
   */
  async function closeUnknown(orderId: string, amount: number, currency: string): Promise<ProviderPayment> {
    const { stripe } = await account();
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

  return {
    /** A card is authorised, not captured. */
    async authorize(request: PaymentRequest): Promise<ProviderPayment> {
      const { token } = request.instruction;
      const amount = stripeAmount(request.amount, request.currency);
      if (amount === undefined) return nothing('DECLINED', request);
      if (token.startsWith('pi_')) return adopt(token, request, amount);
      if (token.startsWith('pm_')) return authorizeWith(token, request, amount);
      return nothing('DECLINED', request);
    },
    closeUnknown,
  };
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
    description: `Order ${orderIdIn(orderId)}`,
  } as const;
}
