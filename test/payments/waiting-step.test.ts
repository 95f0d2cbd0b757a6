import {
  InvalidToken,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  SFNClient,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { paymentStatuses } from '../../lambdas/payments/payment-status.ts';
import { answerWaitingStep, wakeWaitingStep } from '../../lambdas/payments/waiting-step.ts';
import { anOrderId } from '../builders.ts';

const id = anOrderId();
const stepFunctions = mockClient(SFNClient);
beforeEach(() => stepFunctions.reset());

const succeeded = () => stepFunctions.commandCalls(SendTaskSuccessCommand).map(({ args: [{ input }] }) => input);
const failed = () => stepFunctions.commandCalls(SendTaskFailureCommand).map(({ args: [{ input }] }) => input);

describe('the step that waits for a payment', () => {
  it.each(paymentStatuses)('is told how it was settled: %s', async (status) => {
    await answerWaitingStep(id, 'token', status);

    const isPaid = status === 'AUTHORIZED' || status === 'CAPTURED';
    expect(succeeded()).toEqual(isPaid ? [{ taskToken: 'token', output: '{}' }] : []);
    expect(failed()).toMatchObject(isPaid ? [] : [{ taskToken: 'token', error: 'PaymentDeclined' }]);
  });

  it('is told that its order is not accepted, whatever money there is', async () => {
    await answerWaitingStep(id, 'token', 'NOT_ACCEPTED');

    expect(succeeded()).toEqual([]);
    expect(failed()).toMatchObject([{ taskToken: 'token', error: 'OrderNotAccepted' }]);
  });

  it('is told that its order was cancelled', async () => {
    await wakeWaitingStep(id, 'token');

    expect(failed()).toMatchObject([{ taskToken: 'token', error: 'OrderCancelled' }]);
  });

  it.each([TaskDoesNotExist, TaskTimedOut, InvalidToken])('needs no answer once it is over: %o', async (Over) => {
    stepFunctions.on(SendTaskFailureCommand).rejects(new Over({ message: 'over', $metadata: {} }));

    await expect(wakeWaitingStep(id, 'token')).resolves.toBeUndefined();
  });

  it('is answered again where it is not known whether it heard', async () => {
    stepFunctions.on(SendTaskSuccessCommand).rejects(new Error('down'));

    await expect(answerWaitingStep(id, 'token', 'CAPTURED')).rejects.toThrow('down');
  });
});
