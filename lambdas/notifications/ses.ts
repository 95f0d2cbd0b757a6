import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { environment } from '../runtime/environment.ts';
import type { RenderedEmail } from './email.ts';

/** One attempt: SES takes no idempotency key, so that an SDK's own second attempt could tell the customer twice. */
const ses = new SESv2Client({ maxAttempts: 1 });

/** Hands an e-mail to SES. @returns its message id */
export async function sendEmail(
  to: string,
  { subject, html, text }: RenderedEmail,
  about: Readonly<{ orderId?: string; event: string }>,
): Promise<string> {
  const content = (value: string) => ({ Data: value, Charset: 'UTF-8' });
  const { MessageId } = await ses.send(
    new SendEmailCommand({
      FromEmailAddress: `${displayName(environment('SHOP_NAME'))} <${environment('SENDER')}>`,
      Destination: { ToAddresses: [to] },
      ConfigurationSetName: environment('CONFIGURATION_SET'),
      // Lets an operator find in SES's events what became of an order's message.
      EmailTags: Object.entries(about).map(([Name, Value]) => ({ Name, Value })),
      Content: { Simple: { Subject: content(subject), Body: { Html: content(html), Text: content(text) } } },
    }),
  );
  return MessageId ?? '';
}

/** A display name as a header may hold it (RFC 2047): the names of shops are not all ASCII. */
function displayName(name: string): string {
  return /^[\w .&-]*$/.test(name) ? `"${name}"` : `=?UTF-8?B?${Buffer.from(name).toString('base64')}?=`;
}
