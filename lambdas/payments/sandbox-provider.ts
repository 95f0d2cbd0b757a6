import { SendMessageCommand } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { environment } from '../runtime/environment.ts';
import { secret } from '../runtime/secrets.ts';
import { queues } from '../runtime/sqs.ts';
import type { PaymentStatus } from './payment.ts';
import { InvalidNotification, ProviderUnavailable } from './payment-errors.ts';
import type { PaymentProvider } from './payment-provider.ts';
import { type SandboxOutcome, sandboxOutcomes, sandboxPaymentTable } from './sandbox-payment-table.ts';
import { verifySignature } from './signed-notification.ts';

/** How long a `sandbox-delayed` payment takes, in seconds. */
const delaySeconds = 3;

/** How often a `sandbox-flaky` provider is down before it answers. */
const flakyAttempts = 2;

/** The header that carries the sandbox's signature. */
export const sandboxSignatureHeader = 'sandbox-signature';

/** The body of the sandbox's notification. */
export const SandboxNotification = z.object({ id: z.string(), type: z.string(), orderId: z.uuid() });

/**
 * The built-in provider for trying the service out: the payment token `sandbox-<outcome>` decides what happens. It keeps its
 * payments in a table of its own, and settles a delayed one by a signed notification to the real webhook.
 * @returns undefined in a stage without sandbox
 */
export function sandboxProvider(): PaymentProvider | undefined {
  if (process.env.SANDBOX_PAYMENTS_TABLE === undefined) return undefined;
  const payments = sandboxPaymentTable();

  /** What the sandbox knows of the payment. */
  async function query(orderId: string): Promise<PaymentStatus> {
    const payment = await payments.find(orderId);
    if (payment === undefined) throw new ProviderUnavailable('sandbox', `no payment for order ${orderId}`);
    if (payment.outcome === 'down') throw new ProviderUnavailable('sandbox', 'down');
    return payment.status;
  }

  return {
    async authorize({ orderId, instruction }) {
      const outcome = outcomeOf(instruction.token);
      await payments.add(orderId, { outcome, status: 'PENDING', attempts: 0 });
      const payment = await payments.countAttempt(orderId);
      switch (payment.outcome) {
        case 'down':
          throw new ProviderUnavailable('sandbox', 'down');
        case 'flaky':
          if (payment.attempts <= flakyAttempts) throw new ProviderUnavailable('sandbox', 'down for a moment');
          await payments.move(orderId, ['PENDING'], 'AUTHORIZED');
          break;
        case 'authorised':
          await payments.move(orderId, ['PENDING'], 'AUTHORIZED');
          break;
        case 'declined':
          await payments.move(orderId, ['PENDING'], 'DECLINED');
          break;
        case 'delayed':
          await queues.send(
            new SendMessageCommand({
              QueueUrl: environment('SANDBOX_SETTLEMENT_QUEUE_URL'),
              MessageBody: JSON.stringify({ orderId }),
              DelaySeconds: delaySeconds,
            }),
          );
          break;
        case 'unanswered':
          break;
      }
      return query(orderId);
    },

    query,

    async void(orderId) {
      await payments.move(orderId, ['PENDING', 'AUTHORIZED'], 'VOIDED');
      return query(orderId);
    },

    async verifyNotification(headers, rawBody) {
      const key = await secret(environment('SANDBOX_SECRET_ARN'));
      verifySignature(headers[sandboxSignatureHeader], rawBody, key, new Date());
      const { data } = z.safeParse(SandboxNotification, parsed(rawBody));
      if (data === undefined) throw new InvalidNotification('The notification is not one of ours.');
      return { eventId: data.id, orderId: data.orderId };
    },
  };
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
