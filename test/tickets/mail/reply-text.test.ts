import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { replyText } from '../../../lambdas/tickets/mail/reply-text.ts';
import { projectFolder } from '../../../local/settings.ts';

const folder = join(projectFolder, 'test/data/mails/quoted');
const files = (await readdir(folder)).sort();
/** What stands above the quotation in each of them. */
const last = 'et mollis ligula rutrum quis. Fusce sed odio id arcu varius aliquet nec nec nibh.';

/** Those whose quotation begins by nothing that we know: they are shown whole. */
const shownWhole: readonly string[] = ['email_15.txt', 'email_german_3.txt'];

describe('the text of a reply', () => {
  it.each(files)('is parted from what it quotes, and nothing of either is lost: %s', async (file) => {
    const whole = (await readFile(join(folder, file), 'utf8')).replaceAll('\r\n', '\n');
    const { text, quoted } = replyText(whole);

    expect(text).toContain(last);
    const words = (said: string) => said.split(/\s+/).filter((word) => word !== '');
    expect([...words(text), ...words(quoted ?? '')]).toEqual(words(whole));
    expect(quoted === undefined).toBe(shownWhole.includes(file));
  });

  it.each([
    [
      'English',
      'Thank you!\n\nOn Thu, 26 Nov 2026 at 10:00, North Lane <help@shop.example> wrote:\n> We are looking into it.',
      'Thank you!',
    ],
    [
      'English over two lines',
      'Thanks\n\nOn Thu, 26 Nov 2026 at 10:00, North Lane\n<help@shop.example> wrote:\n\n> Hello',
      'Thanks',
    ],
    ['Chinese', '谢谢\n\n在 2026年11月26日，North Lane <help@shop.example> 写道：\n> 您好', '谢谢'],
    [
      'Japanese',
      'ありがとうございます\n\n2026年11月26日(木) 10:00 North Lane <help@shop.example>のメール：\n> こんにちは',
      'ありがとうございます',
    ],
    [
      'Outlook',
      'Still broken.\n\nFrom: North Lane <help@shop.example>\nSent: Thursday, 26 November 2026\nTo: Ada\nSubject: Re: cup\n\nHello',
      'Still broken.',
    ],
  ])('is above what mail programs write in %s', (_, whole, text) => {
    expect(replyText(whole).text).toBe(text);
    expect(replyText(whole).quoted).toBeDefined();
  });

  it('is all of it where somebody answers between the lines, quotes nothing, or says nothing of their own', () => {
    const between = 'Hi\n\n> Is it broken?\nYes\n\n> Since when?\nMonday';
    expect(replyText(between)).toEqual({ text: between });
    expect(replyText('Where is it?')).toEqual({ text: 'Where is it?' });
    expect(replyText('> Hello')).toEqual({ text: '> Hello' });
    expect(replyText('On Monday my brother wrote: it is broken. What now?').quoted).toBeUndefined();
  });

  it.each([
    ['many beginnings of attributions', 'On Am Le El On Am Le El From: On\n'.repeat(20_000)],
    ['an address without an end', `10:00 a@${'a.'.repeat(500_000)}!`],
    ['times and addresses', `${'10:00 a@a.a '.repeat(100_000)}!`],
    ['many quotations that are none', `${'>\n'.repeat(500_000)}So it is.`],
  ])('takes no longer for a hostile mail than for another of its length: %s', (_case, mail) => {
    expect(replyText(mail).quoted).toBeUndefined();
  });

  it.each([
    ['a time and an address', 'Yes\n\nLun 26/11 10:00 North Lane help@shop.example:\n> Hello', 'Yes'],
    ['an address in brackets', 'Yes\n\nNov 26, 10:00 "North Lane" <help@shop.example> wrote\n> Hello', 'Yes'],
    ['no time', 'Yes\n\nNorth Lane help@shop.example:\nHello', undefined],
    ['no domain', 'Yes\n\n10:00 help@shop:\nHello', undefined],
    ['more behind it than an attribution has', `Yes\n\n10:00 help@shop.example${' so'.repeat(20)}:\nHello`, undefined],
  ])(
    'is parted from a quotation by what looks like an attribution in any language, or not: %s',
    (_case, mail, text) => {
      expect(replyText(mail)).toEqual(text === undefined ? { text: mail } : { text, quoted: expect.any(String) });
    },
  );
});
