import { createHash } from 'node:crypto';

/** An e-mail as SES took it. */
export interface Email {
  readonly MessageId: string;
  readonly Source: string;
  readonly To: readonly string[];
  /** Of mails that earlier versions sent, absent. */
  readonly ReplyTo?: readonly string[];
  readonly Subject: string;
  readonly BodyText?: string | null;
  readonly BodyHtml?: string | null;
  /** Seconds since 1970. */
  readonly Timestamp: number;
}

const lineEnd = '\r\n';

/**
 * The e-mail as a mail program reads it: a MIME message (RFC 5322, RFC 2046) with its text first and its HTML as the
 * alternative.
 */
export function messageOf(email: Email): string {
  const boundary = `=_${createHash('sha256').update(email.MessageId).digest('hex').slice(0, 32)}`;
  const headers = [
    `From: ${email.Source}`,
    `To: ${email.To.join(', ')}`,
    ...(email.ReplyTo?.length ? [`Reply-To: ${email.ReplyTo.join(', ')}`] : []),
    `Subject: ${encodedWords(email.Subject)}`,
    `Date: ${new Date(email.Timestamp * 1000).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${email.MessageId}>`,
    'MIME-Version: 1.0',
    `Content-Type: multipart/alternative; boundary="${boundary}"`,
  ];
  const parts = [part('text/plain', email.BodyText ?? ''), part('text/html', email.BodyHtml ?? '')];
  const body = parts.map((one) => `--${boundary}${lineEnd}${one}${lineEnd}`).join('');
  return `${headers.join(lineEnd)}${lineEnd}${lineEnd}${body}--${boundary}--${lineEnd}`;
}

function part(type: string, content: string): string {
  const encoded = Buffer.from(content.replace(/\r?\n/g, lineEnd)).toString('base64');
  const lines = encoded.match(/.{1,76}/g) ?? [];
  return [`Content-Type: ${type}; charset=utf-8`, 'Content-Transfer-Encoding: base64', '', ...lines].join(lineEnd);
}

/**
 * A header's text as RFC 2047 wants it when it is not ASCII: words of at most 75 characters, none of them cutting a
 * character.
 */
function encodedWords(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  const words: string[] = [];
  let word = '';
  for (const character of text) {
    if (Buffer.byteLength(word + character) > 45) {
      words.push(word);
      word = '';
    }
    word += character;
  }
  return [...words, word].map((one) => `=?UTF-8?B?${Buffer.from(one).toString('base64')}?=`).join(`${lineEnd} `);
}
