import { SQSClient } from '@aws-sdk/client-sqs';
import { awsClientSettings } from './aws-client-settings.ts';

/** The SQS client of this execution environment. */
export const queues = /* @__PURE__ */ new SQSClient(awsClientSettings);
