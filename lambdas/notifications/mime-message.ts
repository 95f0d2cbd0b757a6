/** An e-mail as it is shown: both bodies state the same facts. */
export interface MimeContent {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

const lineEnd = '\r\n';

/** It is in no body: these are base64, which knows no `_`. */
const boundary = '=_alternative';

/**
 * An e-mail as it travels (RFC 5322, RFC 2046): its text first and its HTML as the alternative.
 * @param headers what comes ahead of the subject, in ASCII; none of them is folded, because some who check DKIM's
 * signatures unfold a folded List-Unsubscribe wrongly
 */
export function mimeMessage(headers: Readonly<Record<string, string>>, { subject, html, text }: MimeContent): string {
  const head = {
    ...headers,
    Subject: encodedWords(subject),
    'MIME-Version': '1.0',
    'Content-Type': `multipart/alternative; boundary="${boundary}"`,
  };
  const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}`);
  const parts = [part('text/plain', text), part('text/html', html)];
  const body = parts.map((one) => `--${boundary}${lineEnd}${one}${lineEnd}`).join('');
  return `${lines.join(lineEnd)}${lineEnd}${lineEnd}${body}--${boundary}--${lineEnd}`;
}

function part(type: string, content: string): string {
  const encoded = Buffer.from(content.replace(/\r?\n/g, lineEnd)).toString('base64');
  const lines = encoded.match(/.{1,76}/g) ?? [];
  return [`Content-Type: ${type}; charset=utf-8`, 'Content-Transfer-Encoding: base64', '', ...lines].join(lineEnd);
}

/**
 * A header's text as RFC 2047 wants it when it is not short ASCII: words of at most 75 characters, none of them cutting
 * a character.
 */
function encodedWords(text: string): string {
  if (/^(?!.*=\?)[\x20-\x7e]{0,900}$/.test(text)) return text;
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
