import { randomUUID } from 'node:crypto';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { inject } from 'vitest';
import { clientSettings } from '../../local/aws.ts';

/** The client of the emulator's SQS. */
export const sqs = new SQSClient(clientSettings(inject('emulator')));

/** A queue of the emulator. */
export interface Queue {
  readonly queueArn: string;
  readonly queueUrl: string;
}

/** Creates a queue with the statements that its policy makes about its ARN. */
export async function createQueue(policyOf: (queueArn: string) => readonly object[] = () => []): Promise<Queue> {
  const QueueName = `q-${randomUUID().slice(0, 8)}`;
  const queueArn = `arn:aws:sqs:us-east-1:000000000000:${QueueName}`;
  const Statement = policyOf(queueArn);
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
  const { QueueUrl = '' } = await sqs.send(
    new CreateQueueCommand({ QueueName, Attributes: Statement.length === 0 ? {} : { Policy } }),
  );
  return { queueArn, queueUrl: QueueUrl };
}

/** A statement that lets one of AWS's services in. */
export function letIn(Service: string, Action: string, Resource: string): object {
  return { Effect: 'Allow', Principal: { Service }, Action, Resource };
}
