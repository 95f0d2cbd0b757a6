import PostalMime, { type Address, type Email } from 'postal-mime';
import { cut } from '../cut.ts';
import { mailIdsIn } from '../thread-hash.ts';
import { longestText, type TicketMessage } from '../ticket.ts';
import { isAuthenticated, isRefusedBySes } from './authentication.ts';
import { type MailKind, mailKindOf, wantsNoAutomaticReply } from './mail-kind.ts';
import { replyText } from './reply-text.ts';
import { textOfHtml } from './text-of-html.ts';

/** A mail as it came in, as far as it can be read. */
export interface IncomingMail {
  /** By what other mails name it (RFC 5322), without brackets. */
  readonly mailId?: string | undefined;
  readonly from?: { readonly address: string; readonly name: string } | undefined;
  /** Every address that it was sent to, as far as it says. */
  readonly recipients: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly quoted?: string | undefined;
  /** The Message-IDs that it answers to, the nearest first. */
  readonly answersTo: readonly string[];
  readonly kind: MailKind;
  /** Whether an automaton may answer it. */
  readonly mayBeAnswered: boolean;
  /** Whether the sender's domain vouches for it. */
  readonly isAuthenticated: boolean;
  readonly isSpam: boolean;
  readonly hasVirus: boolean;
  readonly attachments: NonNullable<TicketMessage['attachments']>;
  /** That it could not be read as a mail; `text` is then what came. */
  readonly isMalformed: boolean;
}

/** What a mail quotes is kept up to this length; all of it is in the bucket. */
const longestQuote = 50_000;
const mostAttachments = 50;

/** Reads a mail; one that is none is taken as the text that it is. Never throws. */
export async function readMail(raw: Uint8Array): Promise<IncomingMail> {
  try {
    return readParsed(await PostalMime.parse(raw, { maxNestingDepth: 64 }), raw);
  } catch {
    return unreadable(raw);
  }
}

function readParsed(email: Email, raw: Uint8Array): IncomingMail {
  const { headers } = email;
  const senders = mailboxes([email.from]);
  const [sender] = senders;
  const address = sender?.address === undefined || sender.address === '' ? undefined : sender.address;
  const from = address === undefined ? undefined : { address, name: sender?.name ?? '' };
  const contentType = headers.find(({ key }) => key === 'content-type')?.value ?? '';
  const kind = mailKindOf(headers, from?.address, contentType);
  const hasVirus = isRefusedBySes(headers, 'virus');
  const isSpam = isRefusedBySes(headers, 'spam');
  const whole = hasVirus ? '' : bodyOf(email);
  // Not one header line of a mail: no mail program has made it.
  if (headers.length === 0 || (from === undefined && whole.trim() === '' && !hasVirus)) return unreadable(raw);
  const { text, quoted } = replyText(whole);
  return {
    mailId: mailIdsIn(email.messageId)[0] ?? email.messageId?.trim(),
    from,
    recipients: recipientsOf(email),
    subject: (email.subject ?? '').toWellFormed().trim(),
    text: cut(text, longestText),
    ...(quoted !== undefined && { quoted: cut(quoted, longestQuote) }),
    answersTo: [...mailIdsIn(email.inReplyTo), ...mailIdsIn(email.references).toReversed()],
    ...{ kind, isSpam, hasVirus },
    mayBeAnswered: kind === 'PERSON' && !isSpam && !hasVirus && !wantsNoAutomaticReply(headers),
    // Of several authors a domain vouches for one only.
    isAuthenticated: from !== undefined && senders.length === 1 && isAuthenticated(headers, from.address),
    attachments: attachmentsOf(email),
    isMalformed: false,
  };
}

/** What came, as it is: somebody of the shop looks at it. */
function unreadable(raw: Uint8Array): IncomingMail {
  const text = new TextDecoder('utf-8').decode(raw.subarray(0, longestText * 4));
  const [, address] = /^From:.*?(?<![\w.+-])([\w.+-]{1,64}@[\w.-]{1,255}\.\w{1,63})/im.exec(text) ?? [];
  return {
    ...(address !== undefined && { from: { address, name: '' } }),
    ...{ recipients: [], answersTo: [], attachments: [], subject: '', text: cut(text, longestText), kind: 'PERSON' },
    ...{ mayBeAnswered: false, isAuthenticated: false, isSpam: false, hasVirus: false, isMalformed: true },
  };
}

/** Its text; of one that is HTML only, what that reads like. */
function bodyOf({ text, html }: Email): string {
  return text !== undefined && text.trim() !== '' ? text : textOfHtml(html ?? '');
}

function recipientsOf({ to, cc, deliveredTo, headers }: Email): readonly string[] {
  const named = headers.flatMap(({ key, value }) => {
    if (key === 'x-original-to' || key === 'x-forwarded-to') return [value];
    // SES notes whom it took the mail for: `… with SMTP id … for help@shop.example; …`.
    return key === 'received' ? [...value.matchAll(/\bfor <?([^\s<>;]+@[^\s<>;]+)>?/g)].map(([, one = '']) => one) : [];
  });
  return [
    ...mailboxes([...(to ?? []), ...(cc ?? [])]).map(({ address }) => address),
    deliveredTo ?? '',
    ...named,
  ].filter((one) => one !== '');
}

function mailboxes(addresses: readonly (Address | undefined)[]): readonly { name: string; address: string }[] {
  return addresses.flatMap((one) => {
    if (one === undefined) return [];
    return one.group === undefined ? [{ name: one.name, address: one.address }] : one.group;
  });
}

function attachmentsOf({ attachments }: Email): IncomingMail['attachments'] {
  return attachments.slice(0, mostAttachments).map(({ filename, mimeType, content }) => ({
    name: cut(filename ?? '', 200),
    type: cut(mimeType, 100),
    bytes: typeof content === 'string' ? content.length : content.byteLength,
  }));
}
