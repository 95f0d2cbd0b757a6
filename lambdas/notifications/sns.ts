import { type MessageAttributeValue, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { environment } from '../runtime/environment.ts';
import { attempt, type ProviderRefusal, singleAttempt } from './single-attempt.ts';

const sns = new SNSClient(singleAttempt);

/** Of what SNS may choose, what shop and stage choose. */
function chosen(senderId: string | undefined): Record<string, MessageAttributeValue> {
  const maxPrice = environment('SMS_MAX_PRICE');
  return {
    ...(senderId !== undefined && { 'AWS.SNS.SMS.SenderID': { DataType: 'String', StringValue: senderId } }),
    ...(maxPrice !== 'none' && { 'AWS.SNS.SMS.MaxPrice': { DataType: 'Number', StringValue: maxPrice } }),
  };
}

/**
 * Hands a short message to SNS. One that would cost more than the stage allows SNS takes too, and does not send.
 * @param senderId whom it comes from, where a country shows it
 * @returns its message id
 * @throws RecipientRefused, NotSent or, when nobody knows whether it was sent, any other error
 */
export async function sendSms(phoneNumber: string, message: string, senderId?: string): Promise<string> {
  const publish = new PublishCommand({
    PhoneNumber: phoneNumber,
    Message: message,
    MessageAttributes: {
      'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' },
      ...chosen(senderId),
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
