import { randomUUID } from 'node:crypto';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { inject } from 'vitest';
import { clientSettings } from '../../local/aws.ts';

const queues = new SQSClient(clientSettings(inject('service').endpoint));
const kept = new Map<string, unknown[]>();

/** What a topic or a bus brings into a queue of the test's own. */
export interface Inbox {
  readonly url: string;
  readonly arn: string;
}

/** Opens an inbox that topics and rules of the account may write to. */
export async function openInbox(): Promise<Inbox> {
  const { QueueUrl = '' } = await queues.send(new CreateQueueCommand({ QueueName: `test-${randomUUID()}` }));
  const { Attributes } = await queues.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  const arn = Attributes?.QueueArn ?? '';
  const Principal = { Service: ['events.amazonaws.com', 'sns.amazonaws.com'] };
  const Statement = [{ Effect: 'Allow', Principal, Action: 'sqs:SendMessage', Resource: arn }];
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
  await queues.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  return { url: QueueUrl, arn };
}

/** All that ever came into the inbox and names this. */
export async function received({ url }: Inbox, about: string): Promise<readonly unknown[]> {
  const all = kept.get(url) ?? [];
  kept.set(url, all);
  for (;;) {
    const { Messages = [] } = await queues.send(new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10 }));
    if (Messages.length === 0) return all.filter((message) => JSON.stringify(message).includes(about));
    for (const { Body = '', ReceiptHandle } of Messages) {
      all.push(JSON.parse(Body));
      await queues.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
    }
  }
}
