import { type MessageAttributeValue, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { environment } from '../runtime/environment.ts';
import { attempt, type ProviderRefusal, singleAttempt } from './single-attempt.ts';

const sns = new SNSClient(singleAttempt);

/** What the stage says of text messages; `none` is for SNS to choose. */
function stageAttributes(): Record<string, MessageAttributeValue> {
  const said = (name: string, DataType: string, variable: string) => {
    const StringValue = environment(variable);
    return StringValue === 'none' ? {} : { [`AWS.SNS.SMS.${name}`]: { DataType, StringValue } };
  };
  return { ...said('SenderID', 'String', 'SMS_SENDER_ID'), ...said('MaxPrice', 'Number', 'SMS_MAX_PRICE') };
}

/**
 * Hands a short message to SNS. One that would cost more than the stage allows SNS takes too, and does not send.
 * @returns its message id
 * @throws RecipientRefused, NotSent or, when nobody knows whether it was sent, any other error
 */
export async function sendSms(phoneNumber: string, message: string): Promise<string> {
  const publish = new PublishCommand({
    PhoneNumber: phoneNumber,
    Message: message,
    MessageAttributes: {
      'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' },
      ...stageAttributes(),
    },
  });
  const { MessageId } = await attempt(() => sns.send(publish), refusesNumber);
  return MessageId ?? '';
}

/**
 * The errors of Publish that are about the number (https://docs.aws.amazon.com/sns/latest/api/API_Publish.html):
 * InvalidParameter and InvalidParameterValue, unless they name another parameter, and OptedOut. All others are the
 * sender's: no right, throttled, a spending limit, a fault of SNS.
 */
function refusesNumber({ name, message }: ProviderRefusal): boolean {
  if (/^OptedOut/.test(name)) return true;
  return /^InvalidParameter/.test(name) && !/\b(Message\w*|Subject|T\w+Arn)\b/.test(message);
}
