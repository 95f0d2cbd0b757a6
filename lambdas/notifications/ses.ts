import { SESClient, SendEmailCommand, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { environment } from '../runtime/environment.ts';
import { mimeMessage } from './mime-message.ts';
import type { RenderedEmail } from './rendered-email.ts';
import { attempt, type ProviderRefusal, singleAttempt } from './single-attempt.ts';

const ses = new SESClient(singleAttempt);

/**
 * Hands an e-mail to SES.
 * @param copies who else gets it, unseen by all others
 * @returns its message id
 * @throws RecipientRefused, NotSent or, when nobody knows whether it was sent, any other error
 */
export async function sendEmail(
  to: string,
  { from, replyTo, subject, html, text }: RenderedEmail,
  tags: Readonly<Record<string, string> & { event: string }>,
  copies: readonly string[] = [],
): Promise<string> {
  const content = (value: string) => ({ Data: value, Charset: 'UTF-8' });
  const email = new SendEmailCommand({
    Source: sourceOf(from),
    ReplyToAddresses: [replyTo],
    Destination: { ToAddresses: [to], ...(copies.length > 0 && { BccAddresses: [...copies] }) },
    ConfigurationSetName: environment('CONFIGURATION_SET'),
    Tags: messageTags(tags),
    Message: { Subject: content(subject), Body: { Html: content(html), Text: content(text) } },
  });
  const { MessageId } = await attempt(() => ses.send(email), refusesMail);
  return MessageId ?? '';
}

/**
 * Hands SES an e-mail that its recipient can unsubscribe from, without signing in, by one click on what their mail
 * program shows beside it (RFC 8058). SES signs these headers, as all others, where the sender's domain has DKIM.
 * @param unsubscribeUrl ends it by a POST; a GET changes nothing
 * @returns its message id
 * @throws RecipientRefused, NotSent or, when nobody knows whether it was sent, any other error
 */
export async function sendListEmail(
  to: string,
  rendered: RenderedEmail,
  tags: Readonly<Record<string, string> & { event: string }>,
  unsubscribeUrl: string,
): Promise<string> {
  return sendRawEmail(to, rendered, tags, {
    'List-Unsubscribe': `<${unsubscribeUrl}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  });
}

/**
 * Hands SES an e-mail that belongs to others before it, so that mail programs show them together (RFC 5322, 3.6.4).
 * @param thread the Message-IDs of those, the first first, without brackets
 * @param isAutomatic that nobody wrote it, so that no automaton answers it either (RFC 3834)
 * @returns its message id
 * @throws RecipientRefused, NotSent or, when nobody knows whether it was sent, any other error
 */
export async function sendThreadEmail(
  to: string,
  rendered: RenderedEmail,
  tags: Readonly<Record<string, string> & { event: string }>,
  thread: readonly string[],
  { isAutomatic = false } = {},
): Promise<string> {
  // Whoever wrote before may have put anything there; a header has 998 characters a line.
  const ids = thread.filter((id) => /^[\x21-\x3b\x3d\x3f-\x7e]{1,200}$/.test(id));
  const last = ids.at(-1);
  return sendRawEmail(to, rendered, tags, {
    ...(last !== undefined && { 'In-Reply-To': `<${last}>`, References: `<${ids.slice(-4).join('> <')}>` }),
    ...(isAutomatic && { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' }),
  });
}

async function sendRawEmail(
  to: string,
  rendered: RenderedEmail,
  tags: Readonly<Record<string, string>>,
  more: Readonly<Record<string, string>>,
): Promise<string> {
  const Source = sourceOf(rendered.from);
  const headers = { From: Source, To: to, 'Reply-To': rendered.replyTo, ...more };
  const email = new SendRawEmailCommand({
    Source,
    Destinations: [to],
    ConfigurationSetName: environment('CONFIGURATION_SET'),
    Tags: messageTags(tags),
    RawMessage: { Data: Buffer.from(mimeMessage(headers, rendered)) },
  });
  const { MessageId } = await attempt(() => ses.send(email), refusesMail);
  return MessageId ?? '';
}

/** Who an e-mail is from. */
function sourceOf({ name, address }: RenderedEmail['from']): string {
  return `${displayName(name)} <${address}>`;
}

/** Let an operator find in SES's events what became of an order's message. */
function messageTags(tags: Readonly<Record<string, string>>) {
  return Object.entries(tags).map(([Name, Value]) => ({ Name, Value }));
}

/**
 * The errors of SendEmail and SendRawEmail that are about the mail or its recipient
 * (https://docs.aws.amazon.com/ses/latest/APIReference/API_SendEmail.html and
 * https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-error-messages.html): MessageRejected, unless an identity is
 * not verified or sending is suspended, and an InvalidParameterValue that complains of an address. All others are the
 * sender's: Throttling, LimitExceeded, AccountSendingPaused, ConfigurationSetSendingPaused,
 * ConfigurationSetDoesNotExist, MailFromDomainNotVerified, no right.
 */
function refusesMail({ name, message }: ProviderRefusal): boolean {
  if (/^MessageRejected/.test(name)) return !/not verified|suspended|paused|quota|rate exceeded/i.test(message);
  return /^InvalidParameterValue/.test(name) && /@domain|(local|illegal) address|user name|domain /i.test(message);
}

/**
 * A display name as a header may hold it: the names of shops are not all ASCII, and an encoded word has 75 characters
 * (RFC 2047).
 */
function displayName(name: string): string {
  if (/^[\w .&-]*$/.test(name)) return `"${name}"`;
  const words = name.match(/.{1,11}/gsu) ?? [];
  return words.map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join(' ');
}
