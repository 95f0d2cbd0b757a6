import {
  InvalidToken,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import { OrderCancelled } from '../orders/order-errors.ts';
import type { BusinessError } from '../runtime/business-error.ts';
import { logger } from '../runtime/logger.ts';
import { stepFunctions } from '../runtime/step-functions.ts';
import { OrderNotAccepted, PaymentDeclined } from './payment-errors.ts';
import { isPaid, type PaymentStatus } from './payment-status.ts';

/** How a payment was settled; or, whatever there is of it, that its order is not accepted. */
export type Settlement = PaymentStatus | 'NOT_ACCEPTED';

/** Tells a waiting step how a payment was settled. */
export type AnswerWaitingStep = (orderId: string, taskToken: string, settlement: Settlement) => Promise<void>;

/** Tells a waiting step that its order was cancelled. */
export type WakeWaitingStep = (orderId: string, taskToken: string) => Promise<void>;

/** Answers the step "Check payment" that waits with this token. */
export const answerWaitingStep: AnswerWaitingStep = (orderId, taskToken, settlement) => {
  if (settlement === 'NOT_ACCEPTED') return fail(orderId, taskToken, new OrderNotAccepted(orderId));
  return isPaid(settlement) ? succeed(orderId, taskToken) : fail(orderId, taskToken, new PaymentDeclined(orderId));
};

/** Ends the wait of the step "Check payment" for an order that was cancelled. */
export const wakeWaitingStep: WakeWaitingStep = (orderId, taskToken) =>
  fail(orderId, taskToken, new OrderCancelled(orderId));

async function succeed(orderId: string, taskToken: string): Promise<void> {
  await unlessOver(orderId, () => stepFunctions.send(new SendTaskSuccessCommand({ taskToken, output: '{}' })));
}

async function fail(orderId: string, taskToken: string, { name, message }: BusinessError): Promise<void> {
  await unlessOver(orderId, () =>
    stepFunctions.send(new SendTaskFailureCommand({ taskToken, error: name, cause: message })),
  );
}

/**
 * A step that is over (answered before, timed out, retried with a new token) needs no answer, so that is not an error.
 */
async function unlessOver(orderId: string, answer: () => Promise<unknown>): Promise<void> {
  try {
    await answer();
  } catch (error) {
    if (!(error instanceof TaskDoesNotExist || error instanceof TaskTimedOut || error instanceof InvalidToken))
      throw error;
    logger.info('the step that waited for the payment is over', { orderId });
  }
}
