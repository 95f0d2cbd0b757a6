import { describe, expect, it } from 'vitest';
import { readMail } from '../../../lambdas/tickets/mail/read-mail.ts';
import { textOfHtml } from '../../../lambdas/tickets/mail/text-of-html.ts';

const head = 'Received: from a.example by inbound-smtp.eu-west-1.amazonaws.com\r\n';
/** Deeper than any mail is: it cannot be read. */
const nested = Array.from(
  { length: 70 },
  (_, depth) => `Content-Type: multipart/mixed; boundary=b${depth}\r\n\r\n--b${depth}\r\n`,
).join('');

function read(mail: string) {
  return readMail(new TextEncoder().encode(mail));
}

describe('a mail', () => {
  it('that cannot be read is taken as it came, with whom it says it is from', async () => {
    expect(await read(`${head}From: Ada <ada@customer.example>\r\n${nested}`)).toMatchObject({
      isMalformed: true,
      from: { address: 'ada@customer.example' },
    });
  });

  it('that cannot be read takes no longer for being hostile', async () => {
    const mail = `${head}From:${'a'.repeat(75_000)}\r\n${'From:aa\r\n'.repeat(100)}${nested}`;
    for (let time = 0; time < 200; time++) expect(await read(mail)).not.toHaveProperty('from');
  });
});

describe('the text of an HTML mail', () => {
  it('has nothing of what is never shown, however that is written', () => {
    expect(textOfHtml('<STYLE>p{}</style>Hello<script>x</SCRIPT > you<style>never closed')).toBe('Hello you');
  });

  it('takes no longer for a hostile mail than for another of its length', () => {
    expect(textOfHtml('<style></style>'.repeat(400_000))).toBe('');
  });
});
