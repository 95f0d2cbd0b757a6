import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { awsClientSettings } from '../runtime/aws-client-settings.ts';
import { environment } from '../runtime/environment.ts';

/** Writes to whoever looks after the stock. */
export type TellStockKeeper = (subject: string, message: string) => Promise<void>;

const topics = new SNSClient(awsClientSettings);

/** Writes to whoever looks after the stock, through their topic. */
export const tellStockKeeper: TellStockKeeper = async (subject, message) => {
  await topics.send(
    new PublishCommand({ TopicArn: environment('STOCK_KEEPER_TOPIC_ARN'), Subject: subject, Message: message }),
  );
};
