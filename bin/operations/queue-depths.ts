import { CloudFormationClient, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { StageClientSettings } from './function-environment.ts';

/** How many messages a queue has; SQS counts roughly. */
export interface QueueDepth {
  /** Its logical id. */
  readonly name: string;
  readonly isForDeadLetters: boolean;
  /** Ready to be received. */
  readonly visible: number;
  /** In a consumer's hands, or delayed. */
  readonly hidden: number;
}

/** Every queue of these stacks, and how full it is. */
export async function queueDepths(
  settings: StageClientSettings,
  stacks: readonly string[],
): Promise<readonly QueueDepth[]> {
  const client = new CloudFormationClient(settings);
  const sqs = new SQSClient(settings);
  const queues: { name: string; QueueUrl: string | undefined }[] = [];
  for (const StackName of stacks) {
    for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client }, { StackName })) {
      for (const { ResourceType, LogicalResourceId: name = '', PhysicalResourceId: QueueUrl } of StackResourceSummaries)
        if (ResourceType === 'AWS::SQS::Queue') queues.push({ name, QueueUrl });
    }
  }
  return Promise.all(
    queues.map(async ({ name, QueueUrl }) => {
      const counters = [
        'ApproximateNumberOfMessages',
        'ApproximateNumberOfMessagesNotVisible',
        'ApproximateNumberOfMessagesDelayed',
      ] as const;
      const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...counters] }));
      const [visible = 0, inHands = 0, delayed = 0] = counters.map((counter) => Number(Attributes?.[counter] ?? 0));
      return { name, isForDeadLetters: /Abandoned|DeadLetters/.test(name), visible, hidden: inHands + delayed };
    }),
  );
}
