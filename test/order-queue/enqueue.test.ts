import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { enqueueTo } from '../../lambdas/order-queue/enqueue.ts';
import { WorkflowInput } from '../../lambdas/order-workflow/start-workflow.ts';
import { queues } from '../../lambdas/runtime/sqs.ts';
import { anOrder, anOrderId } from '../builders.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const stepFunctions = mockClient(SFNClient);
const sendMessage = vi.spyOn(queues, 'sendMessage');
const enqueue = enqueueTo('https://sqs.test/orders');
const input = { orderId: anOrderId(), paymentWaitSeconds: 900 };

beforeEach(() => {
  stubServiceEnvironment();
  stepFunctions.reset();
  sendMessage.mockReset().mockResolvedValue();
  stepFunctions.on(StartExecutionCommand).resolves({});
});

describe('an order of the high-volume mode', () => {
  it('goes into the queue, with all that its workflow is started with', async () => {
    expect(await enqueue(anOrder())).toBe('started');

    const [sent] = sendMessage.mock.calls.map(([input]) => input);
    expect(sent?.QueueUrl).toBe('https://sqs.test/orders');
    expect(WorkflowInput.parse(JSON.parse(sent?.MessageBody ?? ''))).toEqual(input);
    expect(stepFunctions.calls()).toEqual([]);
  });

  it.each([
    ['takes no more', Object.assign(new Error('slow down'), { name: 'RequestThrottled' })],
    ['is away', Object.assign(new Error('away'), { $metadata: { httpStatusCode: 503 } })],
    ['gives no answer', Object.assign(new Error('cut'), { $metadata: {} })],
  ])('starts as a Standard execution when the queue %s', async (_, error) => {
    sendMessage.mockRejectedValue(error);

    expect(await enqueue(anOrder())).toBe('started');

    const [started] = stepFunctions.commandCalls(StartExecutionCommand).map(({ args: [{ input }] }) => input);
    expect(started).toMatchObject({ name: anOrderId(), input: JSON.stringify(input) });
  });

  it('fails where a right is missing, which no time mends', async () => {
    const denied = Object.assign(new Error('no'), { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } });
    sendMessage.mockRejectedValue(denied);

    await expect(enqueue(anOrder())).rejects.toThrow('no');
    expect(stepFunctions.calls()).toEqual([]);
  });
});
