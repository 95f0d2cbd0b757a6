import { readdir, readFile } from 'node:fs/promises';
import { HtmlValidate } from 'html-validate';
import Mustache from 'mustache';
import { describe, expect, it, vi } from 'vitest';
import * as z from 'zod/mini';
import { notices } from '../../lambdas/notifications/notices/registry.ts';
import { smsParts } from '../../lambdas/notifications/sms-parts.ts';
import { defaultLocale, locales } from '../../lambdas/orders/locale.ts';
import { noticeEvents } from '../../lambdas/orders/notice-event.ts';
import { OrderContent } from '../../lambdas/orders/order.ts';
import { messages, noticeExamples, type RenderedNotice } from '../../local/notice-examples.ts';

const names = Object.keys(messages);

/** The examples that stand in one approved file: those of an event. */
const eventOf = (name: string) => noticeExamples[name]?.(defaultLocale).event ?? 'back-in-stock';
const files = [...new Set(names.map(eventOf))];

/** All that a reader gets, but for the looks: of the HTML, which states what the text does, its headings and links. */
function approvable(name: string, { email: { subject, html, text }, sms }: RenderedNotice): string {
  const outline = [...html.matchAll(/<(h1|h2)[^>]*>([^<]*)<|<(a) [^>]*href="([^"]*)"/g)];
  return [
    `######## ${name}`,
    `Subject: ${subject}`,
    `Preview: ${/<div style="display:none[^>]*>([^<]*)/.exec(html)?.[1]}`,
    ...(sms === undefined ? [] : [`SMS (${smsParts(sms).length}): ${sms}`]),
    `HTML: ${outline.map(([, heading, words, link, url]) => `${heading ?? link} ${words ?? url}`).join(' | ')}`
      .replaceAll('&#x2F;', '/')
      .replaceAll('&#x3D;', '='),
    '',
    text,
  ].join('\n');
}

describe('every notice', () => {
  it.each(locales.flatMap((locale) => files.map((file) => [locale, file] as const)))(
    'reads as it was approved: %s %s',
    async (locale, file) => {
      const rendered = Object.entries(messages).filter(([name]) => eventOf(name) === file);
      const text = rendered.map(([name, message]) => approvable(name, message(locale))).join('\n');
      await expect(text).toMatchFileSnapshot(`approved/${locale}/${file}.txt`);
    },
  );

  it('has an example, and each approved text a notice', async () => {
    expect(files).toEqual(expect.arrayContaining([...noticeEvents]));
    for (const locale of locales) {
      const approved = await readdir(new URL(`approved/${locale}`, import.meta.url));
      expect(approved.sort()).toEqual(files.map((file) => `${file}.txt`).sort());
    }
  });

  it('has a row in the documents, and each locale a word', async () => {
    const page = await readFile(new URL('../../docs/notices.md', import.meta.url), 'utf8');
    expect(noticeEvents.filter((event) => !page.includes(`\n| \`${event}\` | ${notices[event].kind} |`))).toEqual([]);
    expect(locales.filter((locale) => !page.includes(`(\`${locale}\`)`))).toEqual([]);
  });

  it.each(Object.entries(noticeExamples))('is shown with what an order may hold: %s', (_name, example) => {
    const { event, order } = example(defaultLocale);
    const { number, createdAt, currency, total, totals, lines, shippingAddress, timeZone } = OrderContent.shape;
    const ofEvery = { number, createdAt, currency, total, totals, lines, shippingAddress, timeZone };
    const { shape } = notices[event].says;
    const schema = z.strictObject({ ...ofEvery, id: z.uuid(), payment: z.string(), ...shape });
    // Nothing is left out on the way, so nothing of it is unknown.
    expect(z.parse(schema, order)).toEqual(order);
  });

  it('says all of it: no template asks for what is not there', () => {
    const { lookup } = Mustache.Context.prototype;
    const missing = new Set<string>();
    const spy = vi.spyOn(Mustache.Context.prototype, 'lookup').mockImplementation(function (
      this: Mustache.Context,
      name,
    ) {
      const value: unknown = lookup.call(this, name);
      if (value === undefined || value === null) missing.add(name);
      return value;
    });
    for (const message of Object.values(messages)) for (const locale of locales) message(locale);
    spy.mockRestore();
    expect([...missing]).toEqual([]);
  });

  /** What HTML for mail programs has to do otherwise: Outlook knows neither CSS nor HTML of this century. */
  const forMailPrograms = [
    'doctype-style',
    'no-conditional-comment',
    'no-deprecated-attr',
    'no-inline-style',
    'prefer-native-element',
    'prefer-tbody',
    'presentation-role-style',
    // Subjects name the order and the shop.
    'long-title',
  ];
  const validator = new HtmlValidate({
    extends: ['html-validate:recommended'],
    rules: Object.fromEntries(forMailPrograms.map((rule) => [rule, 'off'])),
  });

  it('is valid HTML, and short enough for mailboxes to show it whole', async () => {
    const rendered = Object.values(messages).flatMap((message) => locales.map((locale) => message(locale).email.html));
    for (const html of rendered) expect(Buffer.byteLength(html)).toBeLessThan(100_000);
    // Of those that differ in words only, one.
    const byTags = new Map(rendered.map((html) => [html.replace(/>[^<]*(?=<)|(aria-label|lang)="[^"]*"/g, ''), html]));
    for (const html of byTags.values()) {
      const { results } = await validator.validateString(html);
      expect(results.flatMap(({ messages: found }) => found.map(({ message }) => message))).toEqual([]);
    }
  });
});
