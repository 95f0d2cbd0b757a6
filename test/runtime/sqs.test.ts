import { describe, expect, it } from 'vitest';
import { isPassing } from '../../lambdas/runtime/passing.ts';
import { queues } from '../../lambdas/runtime/sqs.ts';
import { type Answer, answeringAws } from './answering-aws.ts';

const aws = answeringAws();
const QueueUrl = 'https://sqs.eu-west-1.amazonaws.com/123456789012/a-queue';
const sent: Answer = [200, {}, '{"MessageId":"m"}'];
const refused = (status: number, type: string): Answer => [status, {}, JSON.stringify({ __type: type, message: 'no' })];

/** The error of a message that could not be sent. */
const failure = () =>
  queues.sendMessage({ QueueUrl, MessageBody: '{}' }).then(
    () => undefined,
    (error: Error) => error,
  );

describe('a queue', () => {
  it('takes a message by a signed call of its JSON protocol', async () => {
    aws.answers = [sent];

    await queues.sendMessage({ QueueUrl, MessageBody: '{"a":"ä"}', DelaySeconds: 3 });

    expect(aws.calls).toMatchObject([
      { url: '/', headers: { 'x-amz-target': 'AmazonSQS.SendMessage', 'content-type': 'application/x-amz-json-1.0' } },
    ]);
    expect(JSON.parse(aws.calls[0]?.body ?? '')).toEqual({ QueueUrl, MessageBody: '{"a":"ä"}', DelaySeconds: 3 });
    expect(aws.calls[0]?.headers.authorization).toContain('/eu-west-1/sqs/aws4_request');
  });

  it('hands over its messages, lets them go and shows them again', async () => {
    const message = { MessageId: 'm', ReceiptHandle: 'r', Body: '{}' };
    aws.answers = [[200, {}, JSON.stringify({ Messages: [message] })], sent, sent];

    expect(await queues.receiveMessage({ QueueUrl, WaitTimeSeconds: 1 })).toEqual({ Messages: [message] });
    await queues.deleteMessage({ QueueUrl, ReceiptHandle: 'r' });
    await queues.changeMessageVisibility({ QueueUrl, ReceiptHandle: 'r', VisibilityTimeout: 0 });

    expect(aws.calls.map(({ headers }) => headers['x-amz-target'])).toEqual([
      'AmazonSQS.ReceiveMessage',
      'AmazonSQS.DeleteMessage',
      'AmazonSQS.ChangeMessageVisibility',
    ]);
  });

  it.each([
    ['has no room', refused(403, 'com.amazonaws.sqs#RequestThrottled')],
    ['is at fault', refused(500, 'com.amazonaws.sqs#InternalFailure')],
    ['does not answer', undefined],
  ])('that %s is asked once more, and no more; what comes of it may pass', async (_case, answer) => {
    aws.answers = [answer, sent];
    await expect(failure()).resolves.toBeUndefined();

    aws.answers = [answer, answer, sent];
    expect(isPassing(await failure(), new Set(['RequestThrottled']))).toBe(true);
    expect(aws.calls).toHaveLength(4);
  });

  it('that refuses is asked once, and says why by SQS’s own name of the error', async () => {
    aws.answers = [refused(400, 'com.amazonaws.sqs#QueueDoesNotExist'), sent];

    const error = await failure();

    expect(error).toMatchObject({ name: 'QueueDoesNotExist', message: expect.stringContaining('no') });
    expect(isPassing(error, new Set(['RequestThrottled']))).toBe(false);
    expect(aws.calls).toHaveLength(1);
  });
});
