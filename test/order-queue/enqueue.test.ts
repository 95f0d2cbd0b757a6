import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { enqueueTo } from '../../lambdas/order-queue/enqueue.ts';
import { WorkflowInput } from '../../lambdas/order-workflow/start-workflow.ts';
import { anOrder, anOrderId } from '../builders.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const stepFunctions = mockClient(SFNClient);
const queues = mockClient(SQSClient);
const enqueue = enqueueTo('https://sqs.test/orders');
const input = { orderId: anOrderId(), paymentWaitSeconds: 900 };

beforeEach(() => {
  stubServiceEnvironment();
  stepFunctions.reset();
  queues.reset();
  queues.on(SendMessageCommand).resolves({});
  stepFunctions.on(StartExecutionCommand).resolves({});
});

describe('an order of the high-volume mode', () => {
  it('goes into the queue, with all that its workflow is started with', async () => {
    expect(await enqueue(anOrder())).toBe('started');

    const [sent] = queues.commandCalls(SendMessageCommand).map(({ args: [{ input }] }) => input);
    expect(sent?.QueueUrl).toBe('https://sqs.test/orders');
    expect(WorkflowInput.parse(JSON.parse(sent?.MessageBody ?? ''))).toEqual(input);
    expect(stepFunctions.calls()).toEqual([]);
  });

  it.each([
    ['takes no more', Object.assign(new Error('slow down'), { name: 'RequestThrottled' })],
    ['is away', Object.assign(new Error('away'), { $metadata: { httpStatusCode: 503 } })],
    ['gives no answer', Object.assign(new Error('cut'), { $metadata: {} })],
  ])('starts as a Standard execution when the queue %s', async (_, error) => {
    queues.on(SendMessageCommand).rejects(error);

    expect(await enqueue(anOrder())).toBe('started');

    const [started] = stepFunctions.commandCalls(StartExecutionCommand).map(({ args: [{ input }] }) => input);
    expect(started).toMatchObject({ name: anOrderId(), input: JSON.stringify(input) });
  });

  it('fails where a right is missing, which no time mends', async () => {
    const denied = Object.assign(new Error('no'), { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } });
    queues.on(SendMessageCommand).rejects(denied);

    await expect(enqueue(anOrder())).rejects.toThrow('no');
    expect(stepFunctions.calls()).toEqual([]);
  });
});
