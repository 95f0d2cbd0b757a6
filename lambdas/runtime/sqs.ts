import type {
  ChangeMessageVisibilityRequest,
  DeleteMessageRequest,
  ReceiveMessageRequest,
  ReceiveMessageResult,
  SendMessageRequest,
} from '@aws-sdk/client-sqs';
import { awsRequest } from './aws-request.ts';

/** What functions ask SQS for, in the words of its API; the SDK's client for that is 24 KB of most functions. */
export const queues = {
  /** @throws CallFailed when the message may not have been taken */
  async sendMessage(message: SendMessageRequest): Promise<void> {
    await call('SendMessage', message);
  },

  /** @throws CallFailed */
  async receiveMessage(request: ReceiveMessageRequest): Promise<ReceiveMessageResult> {
    return JSON.parse(await call('ReceiveMessage', request));
  },

  /** @throws CallFailed */
  async deleteMessage(request: DeleteMessageRequest): Promise<void> {
    await call('DeleteMessage', request);
  },

  /** @throws CallFailed */
  async changeMessageVisibility(request: ChangeMessageVisibilityRequest): Promise<void> {
    await call('ChangeMessageVisibility', request);
  },
};

async function call(operation: string, input: object): Promise<string> {
  const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AmazonSQS.${operation}` };
  return (await awsRequest('sqs', '/', headers, JSON.stringify(input))).body;
}
