import {
  ExecutionAlreadyExists,
  SFNClient,
  StartExecutionCommand,
  StartSyncExecutionCommand,
  type StartSyncExecutionCommandOutput,
} from '@aws-sdk/client-sfn';
import type { SQSEvent } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { handler } from '../../lambdas/order-queue/run-order.handler.ts';
import { queues } from '../../lambdas/runtime/sqs.ts';
import { aContext, anOrderId } from '../builders.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

vi.mock('../../lambdas/runtime/metrics.ts', () => ({ count: vi.fn() }));

const stepFunctions = mockClient(SFNClient);
const changeVisibility = vi.spyOn(queues, 'changeMessageVisibility');
const input = { orderId: anOrderId(), paymentWaitSeconds: 900 };

beforeEach(() => {
  stubServiceEnvironment();
  stepFunctions.reset();
  stepFunctions.on(StartExecutionCommand).resolves({ startDate: new Date() });
  changeVisibility.mockReset().mockResolvedValue();
});

describe('an order from the queue', () => {
  it('runs as an Express execution of its name, and that is all when it ends', async () => {
    expressEnds({ status: 'SUCCEEDED', output: JSON.stringify(input) });

    expect(await delivered()).toBe('done');

    expect(stepFunctions.commandCalls(StartSyncExecutionCommand)[0]?.args[0].input).toEqual({
      stateMachineArn: 'arn:test:express',
      name: input.orderId,
      input: JSON.stringify(input),
    });
    expect(standardStarts()).toEqual([]);
    expect(changeVisibility).not.toHaveBeenCalled();
  });

  it('goes on in a Standard execution, once, when it has to wait for its payment', async () => {
    expressEnds({ status: 'SUCCEEDED', output: '{"waitsForPayment":true}' });

    expect(await delivered()).toBe('done');

    expect(standardStarts()).toEqual([
      { stateMachineArn: 'arn:test:machine', name: input.orderId, input: JSON.stringify(input) },
    ]);
  });

  it('that waits already is left to the execution that waits', async () => {
    expressEnds({ status: 'SUCCEEDED', output: '{"waitsForPayment":true}' });
    stepFunctions.on(StartExecutionCommand).rejects(new ExecutionAlreadyExists({ $metadata: {}, message: 'there' }));

    expect(await delivered()).toBe('done');
  });

  it.each(['FAILED', 'TIMED_OUT'] as const)(
    'is delivered again, after the stage’s pause, when it is %s',
    async (status) => {
      expressEnds({ status, error: 'Trouble', cause: 'because' });

      expect(await delivered({ deliveries: 2 })).toBe('failed');

      expect(standardStarts()).toEqual([]);
      expect(changeVisibility).toHaveBeenCalledWith({
        QueueUrl: 'https://sqs.test/orders',
        ReceiptHandle: 'receipt',
        VisibilityTimeout: 80,
      });
    },
  );

  it('is delivered again when the Express execution could not be started, and the queue hears of no pause', async () => {
    stepFunctions.on(StartSyncExecutionCommand).rejects(new Error('no answer'));
    changeVisibility.mockRejectedValue(new Error('no answer'));

    expect(await delivered()).toBe('failed');
  });

  it('that failed twice goes on in a Standard execution, whose failure an operator hears of', async () => {
    expect(await delivered({ deliveries: 3 })).toBe('done');

    expect(stepFunctions.commandCalls(StartSyncExecutionCommand)).toEqual([]);
    expect(standardStarts()).toHaveLength(1);
  });

  it('is delivered again while Step Functions takes no start', async () => {
    const error = Object.assign(new Error('slow down'), { name: 'ThrottlingException' });
    stepFunctions.on(StartExecutionCommand).rejects(error);

    expect(await delivered({ deliveries: 3 })).toBe('failed');
  });

  it('that nobody can read leaves the others alone', async () => {
    expressEnds({ status: 'SUCCEEDED', output: '{}' });
    const [record] = messages(1).Records;

    const answer = await handler(
      { Records: [{ ...record, messageId: 'unreadable', body: '{"orderId":"?"}' }, record] } as SQSEvent,
      aContext(),
    );

    expect(answer.batchItemFailures).toEqual([{ itemIdentifier: 'unreadable' }]);
  });
});

function expressEnds(end: Partial<StartSyncExecutionCommandOutput>): void {
  stepFunctions.on(StartSyncExecutionCommand).resolves(end);
}

function standardStarts() {
  return stepFunctions.commandCalls(StartExecutionCommand).map(({ args: [{ input }] }) => input);
}

async function delivered({ deliveries = 1 } = {}): Promise<'done' | 'failed'> {
  const { batchItemFailures } = await handler(messages(deliveries), aContext());
  return batchItemFailures.length === 0 ? 'done' : 'failed';
}

function messages(deliveries: number): SQSEvent {
  const record = {
    messageId: 'm',
    receiptHandle: 'receipt',
    body: JSON.stringify(input),
    attributes: { ApproximateReceiveCount: String(deliveries) },
  };
  return { Records: [record] } as unknown as SQSEvent;
}
