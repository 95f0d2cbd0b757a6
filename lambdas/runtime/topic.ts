import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { awsClientSettings } from './aws-client-settings.ts';

const topics = new SNSClient(awsClientSettings);

/** Tells all who have subscribed to a topic; `subject` is that of their e-mails. */
export async function publish(topicArn: string, subject: string, message: string): Promise<void> {
  await topics.send(new PublishCommand({ TopicArn: topicArn, Subject: subject, Message: message }));
}
