import { type Clock, systemClock } from '../runtime/clock.ts';
import { logger } from '../runtime/logger.ts';
import { count } from '../runtime/metrics.ts';
import { Problem } from '../runtime/problem.ts';
import { InvalidNotification } from './payment-errors.ts';
import type { Notification, PaymentProvider } from './payment-provider.ts';
import { findProvider } from './payment-providers.ts';
import { type PaymentTable, paymentTable } from './payment-table.ts';
import { type AnswerWaitingStep, answerWaitingStep } from './waiting-step.ts';

/** What a notification touches. */
export interface NotificationPorts {
  readonly payments: PaymentTable;
  readonly findProvider: (name: string) => PaymentProvider | undefined;
  readonly answer: AnswerWaitingStep;
  readonly clock: Clock;
}

const production = (): NotificationPorts => ({
  payments: paymentTable(),
  findProvider,
  answer: answerWaitingStep,
  clock: systemClock,
});

/**
 * Takes in a provider's notification. It is a hint, never the truth: its signature is verified, then the provider is asked.
 * Doubled, late or reordered ones change nothing. Returns only when all is durable, so that the provider repeats what a crash cut off.
 * @throws Problem not-found, invalid-signature, or not-ready when our own record is not complete yet
 */
export async function takeNotification(
  providerName: string,
  headers: Readonly<Record<string, string | undefined>>,
  rawBody: Buffer,
  { payments, findProvider, answer, clock }: NotificationPorts = production(),
): Promise<void> {
  const provider = findProvider(providerName);
  if (provider === undefined) throw new Problem('not-found', 'There is no such payment provider.');
  const { orderId, eventId } = await verified(provider, headers, rawBody);
  logger.appendKeys({ orderId });

  const payment = await payments.find(orderId);
  if (payment === undefined || payment.provider !== providerName) {
    throw new Problem('not-ready', 'There is no record of this payment yet.', { headers: { 'retry-after': '2' } });
  }
  const status = await provider.query(orderId);
  await payments.move(orderId, status, clock().toISOString());

  const settled = await payments.find(orderId);
  if (settled !== undefined && settled.status !== 'PENDING' && settled.taskToken !== undefined) {
    await answer(orderId, settled.taskToken, settled.status);
  }
  await payments.addNotification(orderId, eventId, clock());
}

async function verified(
  provider: PaymentProvider,
  headers: Readonly<Record<string, string | undefined>>,
  rawBody: Buffer,
): Promise<Notification> {
  try {
    return await provider.verifyNotification(headers, rawBody);
  } catch (error) {
    if (!(error instanceof InvalidNotification)) throw error;
    count('NotificationRefused');
    throw new Problem('invalid-signature', error.message);
  }
}
