import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';

/** One attempt: SNS takes no idempotency key for SMS, so that an SDK's own second attempt could tell the customer twice. */
const sns = new SNSClient({ maxAttempts: 1 });

/** Hands a short message to SNS. @returns its message id */
export async function sendSms(phoneNumber: string, message: string): Promise<string> {
  const { MessageId } = await sns.send(
    new PublishCommand({
      PhoneNumber: phoneNumber,
      Message: message,
      MessageAttributes: { 'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' } },
    }),
  );
  return MessageId ?? '';
}
