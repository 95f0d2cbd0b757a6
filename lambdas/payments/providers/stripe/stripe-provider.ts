import { RefundRefused } from '../../payment-errors.ts';
import type { PaymentProvider } from '../../payment-provider.ts';
import { type StripeAccount, stripeAccount } from './stripe-account.ts';
import { stripeAmount } from './stripe-amount.ts';
import { stripeAuthorizations } from './stripe-authorizations.ts';
import { disputesOf } from './stripe-disputes.ts';
import { isRefusal, refusalCode, told, unavailable } from './stripe-errors.ts';
import { stripeIntents, withCharge } from './stripe-intents.ts';
import { stripeNotification } from './stripe-notification.ts';
import { openReviewOf } from './stripe-risk.ts';
import { settledOn } from './stripe-settlement.ts';
import { chargeOf, nothing } from './stripe-standing.ts';

/**
 * Cards through Stripe's PaymentIntents: authorised first, captured later. The token is a payment method (`pm_…`), or a
 * PaymentIntent that the storefront's page has made and confirmed itself (`pi_…`).
 *
 * An order has one PaymentIntent, which names it in `metadata.orderId`, and whatever is done to it is preceded by a
 * look at how it stands: Stripe forgets idempotency keys after a day, an order may be taken up again after weeks.
 */
export function stripeProvider(account: () => Promise<StripeAccount> = stripeAccount): PaymentProvider {
  const api = async () => (await account()).stripe;

  const intents = stripeIntents(api);
  const { retrieve, find, release, standing, howItStands } = intents;
  const { authorize, closeUnknown } = stripeAuthorizations(account, intents);

  return {
    authorize: (request) => told(() => authorize(request)),

    query: (payment) =>
      told(async () => {
        const intent = await find(payment);
        if (intent === undefined) return nothing('PENDING', payment);
        const isDisputed = chargeOf(intent)?.disputed === true || (payment.disputeIds ?? []).length > 0;
        return {
          ...(await standing(intent)),
          ...(isDisputed && { disputes: await disputesOf(await api(), intent.id) }),
        };
      }),

    /** A part releases the rest. */
    capture: ({ amount, total, currency, ...payment }) =>
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
              // Another amount under a key that was used is no repeat; what was captured before is what counts.
              { idempotencyKey: `${payment.orderId}-capture${amount === total ? '' : `-${amount}`}` },
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

    /** Closes Radar's review, which may be closed by now. */
    approve: (payment) =>
      told(async () => {
        const intent = await find(payment);
        if (intent === undefined) throw unavailable(`no payment of order ${payment.orderId} is known`);
        const review = openReviewOf(intent);
        if (review === undefined) return standing(intent);
        const { reviews } = await api();
        await reviews.approve(review).catch((error: unknown) => {
          if (!isRefusal(error)) throw error;
        });
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
        const { eventId, intent, amount, currency, disputeId, status } = event;
        // A charge's metadata are a copy of an earlier time, a dispute's its own: only the PaymentIntent's name the
        // order.
        const orderId = event.orderId ?? (await orderOf(intent));
        if (orderId === undefined) return undefined;
        const standing = status && { reference: intent, status };
        return { eventId, orderId, amount, currency, disputeId, standing };
      }),

    settledOn: (page) => told(async () => settledOn(await api(), page)),
  };

  async function orderOf(intentId: string): Promise<string | undefined> {
    return (await intents.retrieveIfThere(intentId))?.metadata.orderId;
  }
}

function exactly(amount: number, currency: string): number {
  const theirs = stripeAmount(amount, currency);
  if (theirs === undefined) throw new Error(`Stripe cannot move exactly ${amount} ${currency}`);
  return theirs;
}
