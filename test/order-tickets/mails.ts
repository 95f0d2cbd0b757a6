import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from '../../local/settings.ts';

const folder = join(projectFolder, 'test/data/mails');

/** Mails of real programs with their faults, by the names of their files. */
export const realMails: ReadonlyMap<string, Buffer> = new Map(
  await Promise.all(
    (await readdir(folder))
      .filter((file) => file.endsWith('.eml'))
      .sort()
      .map(async (file) => [file, await readFile(join(folder, file))] as const),
  ),
);

/** A mail of a person, as SES puts it into the bucket; a test states what matters to it. */
export function aMail({
  from = 'Ada Byron <ada@example.com>',
  to = 'help@support.shop.example',
  subject = 'Where is my order?',
  id = `<${subject.length}-${from.length}@mail.example.com>`,
  text = 'Hello, where is it?',
  verdict = 'dmarc=pass header.from=example.com',
  headers = {},
}: {
  from?: string;
  to?: string;
  subject?: string;
  id?: string;
  text?: string;
  verdict?: string;
  headers?: Readonly<Record<string, string>>;
} = {}): Buffer {
  const lines = {
    'Return-Path': '<bounces@example.com>',
    Received: `from mx.example.com by inbound-smtp.us-east-1.amazonaws.com with SMTP id abc for ${to}; Mon, 23 Nov 2026 12:00:00 +0000 (UTC)`,
    'X-SES-Spam-Verdict': 'PASS',
    'X-SES-Virus-Verdict': 'PASS',
    'Authentication-Results': `amazonses.com; ${verdict};`,
    ...{ From: from, To: to, Subject: subject, 'Message-ID': id, Date: 'Mon, 23 Nov 2026 12:00:00 +0000' },
    ...{ 'MIME-Version': '1.0', 'Content-Type': 'text/plain; charset=utf-8' },
    ...headers,
  };
  const head = Object.entries(lines).map(([name, value]) => `${name}: ${value}`);
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${text.replaceAll('\n', '\r\n')}\r\n`);
}
