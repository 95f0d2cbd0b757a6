import { GetSendQuotaCommand, SESClient } from '@aws-sdk/client-ses';
import { awsClientSettings } from '../runtime/aws-client-settings.ts';
import { logger } from '../runtime/logger.ts';

const ses = /* @__PURE__ */ new SESClient(awsClientSettings);

/**
 * How many of 100 e-mails that SES takes of the account within 24 hours were sent in the last 24: CloudWatch has no metric
 * of it. @returns undefined where there is no such limit, or SES does not say it
 */
export async function emailQuotaUsed(): Promise<number | undefined> {
  try {
    const { Max24HourSend = -1, SentLast24Hours = 0 } = await ses.send(new GetSendQuotaCommand({}));
    // -1: as many as one likes.
    return Max24HourSend > 0 ? (100 * SentLast24Hours) / Max24HourSend : undefined;
  } catch (error) {
    logger.warn('how much of the quota for e-mails is used could not be found out', error as Error);
    return undefined;
  }
}
