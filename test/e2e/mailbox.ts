import { randomInt } from 'node:crypto';
import { inject } from 'vitest';
import { messagesTaken, type TakenEmail } from '../../local/mailbox.ts';

// What the emulator itself shows of messages is the last of them only.
const { dataFolder } = inject('service');

/** An e-mail that the cloud's SES has taken. */
export interface SentEmail {
  readonly from: string;
  readonly replyTo: readonly string[];
  readonly to: readonly string[];
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** Where a mail program unsubscribes by one click, of a mail that says so. */
  readonly unsubscribe: string | undefined;
}

/** The e-mails that were sent to an address. */
export async function emailsTo(address: string): Promise<readonly SentEmail[]> {
  return (await emails()).filter(({ to }) => to.includes(address));
}

/** All e-mails. */
export async function emails(): Promise<readonly SentEmail[]> {
  const taken = await messagesTaken(dataFolder);
  return taken.flatMap((message) => (message.Kind === 'email' ? [emailOf(message)] : []));
}

/** A mobile number that can be reached, of which there are so many that nobody else in the tests has it. */
export function aPhone(country: 'GB' | 'CN' = 'GB'): string {
  const prefix = { GB: '+44740', CN: '+861381' }[country];
  return `${prefix}${String(randomInt(1e7)).padStart(7, '0')}`;
}

/** The short messages that were sent to a number. */
export async function smsTo(phone: string): Promise<readonly string[]> {
  const taken = await messagesTaken(dataFolder);
  return taken.flatMap((message) => (message.Kind === 'sms' && message.PhoneNumber === phone ? [message.Message] : []));
}

function emailOf({ Source, ReplyTo = [], To, Subject, BodyHtml, BodyText, Headers }: TakenEmail): SentEmail {
  const unsubscribe = Headers?.['List-Unsubscribe']?.slice(1, -1);
  const shown = { to: To, subject: Subject, html: BodyHtml ?? '', text: BodyText ?? '' };
  return { from: Source, replyTo: ReplyTo, ...shown, unsubscribe };
}
