import { mkdir, open, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { orderIdOf } from '../lambdas/orders/order-id.ts';
import { OrderNumber, readOrderNumber } from '../lambdas/orders/order-number.ts';
import { deliveriesFile } from './emulator.ts';
import { type Email, messageOf } from './message.ts';

/** A notice that reached the mailbox. */
export interface Delivery {
  readonly channel: 'email' | 'sms' | 'topic';
  readonly to: string;
  /** What it says at a glance: the subject, or the whole short message. */
  readonly summary: string;
  /** The order's id as far as the message says it. */
  readonly order: string;
  /** The files that hold it, the one to open first. */
  readonly files: readonly string[];
}

/** An e-mail that SES took. */
export interface TakenEmail extends Email {
  readonly Kind: 'email';
  readonly EmailTags: Readonly<Record<string, string>>;
}

interface TakenShortMessage {
  readonly Kind: 'sms';
  readonly Timestamp: number;
  readonly PhoneNumber: string;
  readonly Message: string;
}

interface TakenByTopic {
  readonly Kind: 'topic';
  readonly Timestamp: number;
  readonly MessageId: string;
  readonly Topic: string;
  readonly Subject: string;
  readonly Message: string;
}

/** A line of the file in which the emulator keeps what SES and SNS took. */
export type Taken = TakenEmail | TakenShortMessage | TakenByTopic;

/** The mailboxes and telephones of all whom the service writes to. */
export type Mailbox = Awaited<ReturnType<typeof openMailbox>>;

/**
 * The mailboxes and telephones of customers and staff: everything that SES and SNS took, as files in `mail/` of the
 * data folder. E-mails as `.eml` for a mail program and `.html` for a browser, the rest as `.txt`. What came while
 * nobody collected, or just before a kill, is collected the next time.
 *
 * @example
 * const mailbox = await openMailbox(cloud.dataFolder);
 * for (const { to, files } of await mailbox.collect()) console.log(to, files[0]);
 */
export async function openMailbox(dataFolder: string) {
  const folder = join(dataFolder, 'mail');
  const mark = join(folder, '.collected');
  await mkdir(folder, { recursive: true });
  let collected = Number(await readFile(mark, 'utf8').catch(() => '0'));

  /**
   * Writes what has come since the last time. A message's files have the same names whoever writes them, and however
   * often.
   */
  async function collect(): Promise<readonly Delivery[]> {
    const { taken, end } = await takenSince(dataFolder, collected);
    const deliveries: Delivery[] = [];
    for (const message of taken) deliveries.push(await keep(folder, message));
    if (end !== collected) await writeFile(mark, String(end));
    collected = end;
    return deliveries;
  }

  return { folder, collect };
}

/** Every message that SES and SNS ever took, in the order in which they did. */
export async function messagesTaken(dataFolder: string): Promise<readonly Taken[]> {
  return (await takenSince(dataFolder, 0)).taken;
}

/** The orders of which e-mails after this moment tell. */
export async function ordersToldOf(dataFolder: string, after: Date): Promise<readonly string[]> {
  const late = (await messagesTaken(dataFolder)).filter(({ Timestamp }) => Timestamp * 1000 > after.getTime());
  return [...new Set(late.flatMap((one) => (one.Kind === 'email' ? (one.EmailTags.orderId ?? []) : [])))];
}

/** What was taken beyond so many bytes of the file, and how many there are now. */
async function takenSince(dataFolder: string, bytes: number): Promise<{ taken: readonly Taken[]; end: number }> {
  const file = deliveriesFile(dataFolder);
  const size = await stat(file).then(
    ({ size }) => size,
    () => 0,
  );
  // A shorter file is another one.
  const start = size < bytes ? 0 : bytes;
  if (size === start) return { taken: [], end: start };
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - start), 0, size - start, start);
    // The last line may be just being written.
    const whole = buffer.subarray(0, buffer.subarray(0, bytesRead).lastIndexOf('\n') + 1);
    const lines = whole.toString('utf8').split('\n').slice(0, -1);
    return { taken: lines.map((line) => JSON.parse(line) as Taken), end: start + whole.length };
  } finally {
    await handle.close();
  }
}

async function keep(folder: string, message: Taken): Promise<Delivery> {
  const at = new Date(message.Timestamp * 1000).toISOString().replace(/[-:]/g, '').replace('.', '-');
  switch (message.Kind) {
    case 'email': {
      const { orderId: order = 'unknown', event = 'notice' } = message.EmailTags;
      const base = join(folder, `${at}-${order}-${event}`);
      await writeFile(`${base}.eml`, messageOf(message));
      await writeFile(`${base}.html`, message.BodyHtml ?? '');
      const files = [`${base}.html`, `${base}.eml`];
      return { channel: 'email', to: message.To.join(', '), summary: message.Subject, order, files };
    }
    case 'sms': {
      const { PhoneNumber, Message } = message;
      const order = orderNamedIn(Message) ?? 'unknown';
      const file = join(folder, `${at}-${order}-sms.txt`);
      await writeFile(file, `To: ${PhoneNumber}\n\n${Message}\n`);
      return { channel: 'sms', to: PhoneNumber, summary: Message, order, files: [file] };
    }
    case 'topic': {
      const topic = topicName(message.Topic);
      const file = join(folder, `${at}-${topic}-${message.MessageId.slice(0, 8)}.txt`);
      await writeFile(file, `To: ${topic}\nSubject: ${message.Subject}\n\n${message.Message}\n`);
      return { channel: 'topic', to: topic, summary: message.Subject, order: 'unknown', files: [file] };
    }
  }
}

/**
 * The id of the order whose number stands in a message; of one that an earlier release took, the beginning of it, which
 * stands in the number's place. A number of the storefront's own leads to none.
 */
export function orderNamedIn(message: string): string | undefined {
  const [said = ''] = /\b(?:[A-Z]{1,3}-)?(?:[0-9A-Z]{3}-){2}[0-9A-Z]{3}\b/.exec(message) ?? [];
  const number = OrderNumber.safeParse(readOrderNumber(said));
  return number.success ? orderIdOf(number.data) : /\b[0-9A-F]{8}\b/.exec(message)?.[0];
}

/** A topic's name as the stack's author gave it: `StockKeeperTopic`. */
function topicName(arn: string): string {
  return arn.slice(arn.lastIndexOf(':') + 1);
}
