import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Email, messageOf } from './message.ts';

/** A notice that reached the mailbox. */
export interface Delivery {
  readonly channel: 'email' | 'sms';
  readonly to: string;
  /** What it says at a glance: the subject, or the whole short message. */
  readonly summary: string;
  /** The order's id as far as the message says it. */
  readonly order: string;
  /** The files that hold it, the one to open first. */
  readonly files: readonly string[];
}

interface TaggedEmail extends Email {
  readonly EmailTags?: Readonly<Record<string, string>>;
}

interface ShortMessage {
  readonly MessageId: string;
  readonly PhoneNumber: string;
  readonly Message: string;
}

/** The customers' mailboxes and telephones. */
export type Mailbox = Awaited<ReturnType<typeof openMailbox>>;

/**
 * The customers' mailboxes and telephones: everything that SES and SNS took, as files. E-mails as `.eml` for a mail program and
 * `.html` for a browser, short messages as `.txt`.
 *
 * @example
 * const mailbox = await openMailbox(cloud.endpoint, join(cloud.dataFolder, 'mail'));
 * for (const { to, files } of await mailbox.collect()) console.log(to, files[0]);
 */
export async function openMailbox(endpoint: string, folder: string) {
  await mkdir(folder, { recursive: true });
  const known = new Set<string>();
  let number = Math.max(0, ...(await readdir(folder)).map((file) => Number.parseInt(file, 10) || 0));
  for (const { MessageId } of [...(await emails(endpoint)), ...(await shortMessages(endpoint))]) known.add(MessageId);

  /** Writes what has come since the last time. */
  async function collect(): Promise<readonly Delivery[]> {
    const deliveries: Delivery[] = [];
    for (const email of (await emails(endpoint)).filter(isNew)) deliveries.push(await keepEmail(email));
    for (const message of (await shortMessages(endpoint)).filter(isNew)) deliveries.push(await keepSms(message));
    return deliveries;
  }

  function isNew({ MessageId }: { readonly MessageId: string }): boolean {
    return known.size !== known.add(MessageId).size;
  }

  async function keepEmail(email: TaggedEmail): Promise<Delivery> {
    const { orderId: order = 'unknown', event = 'notice' } = email.EmailTags ?? {};
    const base = join(folder, `${++number}-${order}-${event}`);
    await writeFile(`${base}.eml`, messageOf(email));
    await writeFile(`${base}.html`, email.BodyHtml ?? '');
    const files = [`${base}.html`, `${base}.eml`];
    return { channel: 'email', to: email.To.join(', '), summary: email.Subject, order, files };
  }

  async function keepSms({ PhoneNumber, Message }: ShortMessage): Promise<Delivery> {
    const [order = 'unknown'] = /\b[0-9A-F]{8}\b/.exec(Message) ?? [];
    const file = join(folder, `${++number}-${order}-sms.txt`);
    await writeFile(file, `To: ${PhoneNumber}\n\n${Message}\n`);
    return { channel: 'sms', to: PhoneNumber, summary: Message, order, files: [file] };
  }

  return { folder, collect };
}

async function emails(endpoint: string): Promise<readonly TaggedEmail[]> {
  return (await (await fetch(`${endpoint}/_local/mail`)).json()) as TaggedEmail[];
}

async function shortMessages(endpoint: string): Promise<readonly ShortMessage[]> {
  const answer = await fetch(`${endpoint}/_ministack/sns/sms-messages`);
  const { sms_messages } = (await answer.json()) as { sms_messages: Record<string, ShortMessage[]> };
  return Object.values(sms_messages).flat();
}
