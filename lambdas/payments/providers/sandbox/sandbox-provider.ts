import * as z from 'zod/mini';
import { environment } from '../../../runtime/environment.ts';
import { secret } from '../../../runtime/secrets.ts';
import { queues } from '../../../runtime/sqs.ts';
import { InvalidNotification, ProviderUnavailable } from '../../payment-errors.ts';
import type { PaymentProvider, ProviderPayment } from '../../payment-provider.ts';
import type { PaymentStatus } from '../../payment-status.ts';
import { verifySignature } from '../../signed-notification.ts';
import {
  type SandboxOutcome,
  type SandboxPayment,
  sandboxOutcomes,
  sandboxPaymentTable,
} from './sandbox-payment-table.ts';

/** How long a `sandbox-delayed` payment takes, in seconds. */
const delaySeconds = 3;

/** How often a `sandbox-flaky` provider is down before it answers. */
const flakyAttempts = 2;

/** The header that carries the sandbox's signature. */
export const sandboxSignatureHeader = 'sandbox-signature';

/** The body of the sandbox's notification. */
export const SandboxNotification = z.object({ id: z.string(), type: z.string(), orderId: z.uuid() });

/**
 * The built-in provider for trying the service out: the payment token `sandbox-<outcome>` decides what happens. It
 * keeps its payments in a table of its own, and settles a delayed one by a signed notification to the real webhook.
 */
export function sandboxProvider(): PaymentProvider {
  const payments = sandboxPaymentTable();

  async function query({ orderId, ...money }: { orderId: string } & Money) {
    return answerOf(await payments.find(orderId), money);
  }

  return {
    async authorize({ orderId, instruction, ...money }) {
      const outcome = outcomeOf(instruction.token);
      const begun = { outcome, status: statusAtOnce(outcome), attempts: 1, refunds: {} };
      const payment = (await payments.add(orderId, begun)) ? begun : await payments.countAttempt(orderId);
      if (payment.outcome === 'flaky' && payment.attempts <= flakyAttempts) {
        throw new ProviderUnavailable('sandbox', 'down for a moment');
      }
      if (payment.outcome === 'delayed') {
        await queues.sendMessage({
          QueueUrl: environment('SANDBOX_SETTLEMENT_QUEUE_URL'),
          MessageBody: JSON.stringify({ orderId }),
          DelaySeconds: delaySeconds,
        });
      }
      // What it does may have been chosen anew since the first attempt.
      const status = payment.outcome === 'flaky' ? 'AUTHORIZED' : statusAtOnce(payment.outcome);
      const isSettled = payment.status !== 'PENDING' || status === 'PENDING';
      return answerOf(isSettled ? payment : await payments.move(orderId, ['PENDING'], status), money);
    },

    query,

    async capture({ orderId, amount, total, currency }) {
      return answerOf(await payments.move(orderId, ['AUTHORIZED'], 'CAPTURED', amount), { amount: total, currency });
    },

    async void({ orderId, ...money }) {
      // What was never begun is remembered as given up, so that it cannot begin late.
      await payments.add(orderId, { outcome: 'unanswered', status: 'VOIDED', attempts: 0, refunds: {} });
      return answerOf(await payments.move(orderId, ['PENDING', 'AUTHORIZED'], 'VOIDED'), money);
    },

    async refund(refund) {
      await payments.refund(refund.orderId, refund.refundId, refund.amount);
      return query({ ...refund, amount: refund.total });
    },

    async verifyNotification({ headers, body }) {
      const rawBody = Buffer.from(body, 'base64');
      const key = await secret(environment('SANDBOX_SECRET_ARN'));
      verifySignature(headers[sandboxSignatureHeader], rawBody, key, new Date());
      const { data } = z.safeParse(SandboxNotification, parsed(rawBody));
      if (data === undefined) throw new InvalidNotification('The notification is not one of ours.');
      return { eventId: data.id, orderId: data.orderId };
    },

    // The sandbox moves no money, so there is nothing to reconcile.
    settledOn: async () => ({ payments: [] }),
  };
}

/** What a caller knows of a payment's money. */
type Money = Pick<ProviderPayment, 'amount' | 'currency'>;

function answerOf(payment: SandboxPayment | undefined, { amount, currency }: Money): ProviderPayment {
  if (payment?.outcome === 'down') throw new ProviderUnavailable('sandbox', 'down');
  const refunded = Object.values(payment?.refunds ?? {}).reduce((sum, refund) => sum + refund, 0);
  const status = payment?.status ?? 'PENDING';
  const captured = status === 'CAPTURED' ? (payment?.captured ?? amount) : 0;
  return {
    status: captured > 0 && refunded >= captured ? 'REFUNDED' : status,
    amount,
    currency,
    captured,
    refunded,
    ...(payment?.outcome === 'risky' && { risk: { providerLevel: 'elevated' } }),
  };
}

/** How a payment stands that has just begun. */
function statusAtOnce(outcome: SandboxOutcome): PaymentStatus {
  if (outcome === 'authorised' || outcome === 'risky') return 'AUTHORIZED';
  return outcome === 'declined' ? 'DECLINED' : 'PENDING';
}

function outcomeOf(token: string): SandboxOutcome {
  const outcome = sandboxOutcomes.find((known) => token === `sandbox-${known}`);
  // What a real provider does with a token that it did not issue.
  return outcome ?? 'declined';
}

function parsed(rawBody: Buffer): unknown {
  try {
    return JSON.parse(rawBody.toString('utf8'));
  } catch {
    return undefined;
  }
}
