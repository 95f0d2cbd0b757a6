import {
  InvalidToken,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import { logger } from '../runtime/logger.ts';
import { stepFunctions } from '../runtime/step-functions.ts';
import { isPaid, type PaymentStatus } from './payment.ts';
import { PaymentDeclined } from './payment-errors.ts';

/** Tells a waiting step how a payment was settled. */
export type AnswerWaitingStep = (orderId: string, taskToken: string, status: PaymentStatus) => Promise<void>;

/**
 * Answers the step "Check payment" that waits with this token. A step that is over (answered before, timed out, retried with
 * a new token) needs no answer, so that is not an error.
 */
export const answerWaitingStep: AnswerWaitingStep = async (orderId, taskToken, status) => {
  const declined = new PaymentDeclined(orderId);
  try {
    await (isPaid(status)
      ? stepFunctions.send(new SendTaskSuccessCommand({ taskToken, output: '{}' }))
      : stepFunctions.send(new SendTaskFailureCommand({ taskToken, error: declined.name, cause: declined.message })));
  } catch (error) {
    if (error instanceof TaskDoesNotExist || error instanceof TaskTimedOut || error instanceof InvalidToken) {
      logger.info('the step that waited for the payment is over', { orderId });
      return;
    }
    throw error;
  }
};
