import { inject } from 'vitest';

const { endpoint } = inject('service');

/** An e-mail that the cloud's SES has taken. */
export interface SentEmail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** The e-mails that were sent to an address. */
export async function emailsTo(address: string): Promise<readonly SentEmail[]> {
  return (await emails()).filter(({ to }) => to.includes(address));
}

/** All e-mails. */
export async function emails(): Promise<readonly SentEmail[]> {
  const { messages } = (await (await fetch(`${endpoint}/_ministack/ses/messages`)).json()) as {
    messages: Record<string, unknown[]>;
  };
  return Object.values(messages).flat().map(emailOf);
}

/** The short messages that were sent to a number. */
export async function smsTo(phone: string): Promise<readonly string[]> {
  const answer = await fetch(`${endpoint}/_ministack/sns/sms-messages?phoneNumber=${encodeURIComponent(phone)}`);
  const found = (await answer.json()) as { sms_messages: Record<string, { Message: string }[]> };
  return (found.sms_messages[phone] ?? []).map(({ Message }) => Message);
}

function emailOf(message: unknown): SentEmail {
  const { To = [], Subject = '', BodyHtml = '', BodyText = '' } = message as Record<string, never>;
  return { to: To, subject: Subject, html: BodyHtml, text: BodyText };
}
