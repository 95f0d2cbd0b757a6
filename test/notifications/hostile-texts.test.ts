import { Readable } from 'node:stream';
import fc from 'fast-check';
import { beforeEach, expect, it, vi } from 'vitest';
import { renderEmail } from '../../lambdas/notifications/email.ts';
import type { Notice } from '../../lambdas/notifications/notice.ts';
import { oneLine } from '../../lambdas/notifications/one-line.ts';
import type { RenderedEmail } from '../../lambdas/notifications/rendered-email.ts';
import { renderSms } from '../../lambdas/notifications/sms.ts';
import { smsParts } from '../../lambdas/notifications/sms-parts.ts';
import { locales } from '../../lambdas/orders/locale.ts';
import { histories } from '../histories.ts';
import { stubServiceEnvironment } from '../service-environment.ts';
import { aBrand } from '../shop/a-brand.ts';
import { aConfirmation, anAwaitedPayment, aRefund, aRejection, aShipment } from './a-notice.ts';

/** The bodies of the requests as they leave for SES or SNS: what the SDK cannot write breaks here. */
const requests: string[] = [];
const requestHandler = {
  handle: async ({ body }: { readonly body: string }) => {
    requests.push(body);
    return { response: { statusCode: 200, headers: {}, body: Readable.from('<R><SendEmailResult/></R>') } };
  },
};
vi.mock('@aws-sdk/client-ses', async (original) => {
  const module = await original<typeof import('@aws-sdk/client-ses')>();
  return {
    ...module,
    SESClient: class extends module.SESClient {
      constructor(config: object) {
        super({
          ...config,
          region: 'eu-west-1',
          requestHandler,
          credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
        });
      }
    },
  };
});

const { sendEmail } = await import('../../lambdas/notifications/ses.ts');

beforeEach(() => stubServiceEnvironment());

/** Whatever somebody may write as a name: all of Unicode, halves of characters too, and what has broken mails before. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...['\r\nBcc: all@example.com', '\r\n\r\n', '\n', '\u0000', '\u2028', '\u0085', '\t', '=?UTF-8?B?AAAA?='],
        ...['<script>', '</script>', '<!--', '-->', '<b onclick="x">', "'", '"', '&amp;', '&#60;', '`', '<![endif]-->'],
        ...[
          '{{total}}',
          '{{{fonts}}}',
          '{{#lines}}',
          '{{/lines}}',
          '=1+1',
          '@SUM(A1)',
          '-2',
          '+3',
          '$&',
          '$1',
          '\\u003c',
        ],
        ...[
          '\u202E',
          '\u2066',
          '\u2069',
          '\u200F',
          '\uFEFF',
          'עברית',
          'عربي',
          '𐤀',
          '\uD83D',
          '\uDE00',
          '👩‍👩‍👧',
          '€',
          '^',
          '…',
        ],
      ),
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.array(fc.nat(0xffff), { maxLength: 5 }).map((units) => String.fromCharCode(...units)),
    ),
    { maxLength: 8 },
  )
  .map((pieces) => pieces.join(''));

/** A notice full of such texts; each ends in its own letters, so that none is empty and no two are equal. */
const texts = fc.record({
  shop: hostile,
  name: hostile,
  sku: hostile,
  title: hostile,
  person: hostile,
  street: hostile,
  city: hostile,
  region: hostile,
  payUrl: hostile,
});
type Texts = typeof texts extends fc.Arbitrary<infer Value> ? Value : never;

const notices = [aConfirmation, aRejection, anAwaitedPayment, aShipment, aRefund];

function noticeWith(given: Texts, locale: Notice['locale'], notice: (typeof notices)[number]): Notice {
  const { shop, name, sku, title, person, street, city, region, payUrl } = given;
  const order = {
    lines: [{ sku: `${sku}k`, name: `${name}n`, quantity: 2, unitPrice: 255, total: 510 }],
    totals: { subtotal: 510, discounts: [{ title: `${title}t`, code: `${name}c`, amount: 10 }], due: 500 },
    shippingAddress: {
      ...{ name: `${person}p`, line1: `${street}s`, city: `${city}y`, region: `${region}r`, country: 'GB' },
    },
  };
  const units = order.lines.map((line) => ({ sku: line.sku, name: line.name, quantity: 1 }));
  const shipment = { carrier: `${person}p`, trackingNumber: `${payUrl}u`, lines: units, toFollow: units };
  const credits = [{ type: 'GIFT_CARD', reference: `${title}t`, amount: 1 }] as const;
  return notice(
    {
      ...order,
      ...(notice === anAwaitedPayment && { payUrl: `${payUrl}u` }),
      ...(notice === aShipment && { shipment }),
      ...(notice === aRefund && { refund: { amount: 500, to: 'stripe' as const, days: 10, credits } }),
    },
    { locale, shop: aBrand({ name: `${shop}h` }) },
  );
}

const plain = { shop: '', name: '', sku: '', title: '', person: '', street: '', city: '', region: '', payUrl: '' };

/** The same notice with harmless texts. */
const rendered = new Map<string, RenderedEmail>();
function expectedFor(locale: Notice['locale'], kind: (typeof notices)[number]): RenderedEmail {
  const key = `${locale} ${notices.indexOf(kind)}`;
  const email = rendered.get(key) ?? renderEmail(noticeWith(plain, locale, kind));
  rendered.set(key, email);
  return email;
}

/** The tags of an HTML, without the attributes that hold texts. */
function tags(html: string): readonly string[] {
  return html.replace(/ aria-label="[^"]*"/g, '').match(/<[^>]*>/g) ?? [];
}

const controls = /[\p{Cc}\p{Zl}\p{Zp}]/u;

it('breaks no message by any name, address or title, and injects no header', async () => {
  await fc.assert(
    fc.asyncProperty(texts, fc.constantFrom(...locales), fc.constantFrom(...notices), async (given, locale, kind) => {
      const notice = noticeWith(given, locale, kind);
      const email = renderEmail(notice);
      const expected = expectedFor(locale, kind);

      // No element, attribute or comment that the template does not have; no line, and no turned direction either.
      expect(tags(email.html)).toEqual(tags(expected.html));
      expect(email.text.split('\n')).toHaveLength(expected.text.split('\n').length);
      for (const line of [email.subject, ...email.text.split('\n')]) {
        expect(line).not.toMatch(controls);
        expect(line).not.toMatch(/[\u202A-\u202E\u2066\u2067]/);
        expect(line.match(/\u2068/g)?.length).toBe(line.match(/\u2069/g)?.length);
      }
      expect(email.html.isWellFormed() && email.text.isWellFormed() && email.subject.isWellFormed()).toBe(true);
      expect(Buffer.byteLength(email.html)).toBeLessThan(100_000);
      const [, markup = ''] = /<script type="application\/ld\+json">([^<]*)<\/script>/.exec(email.html) ?? [];
      expect([JSON.parse(markup)].flat()[0]).toMatchObject({ merchant: { name: oneLine(notice.shop.name) } });

      await sendEmail('ada@example.com', email, { event: notice.event });
      const sent = new URLSearchParams(requests.pop());
      const words = /^(.*) <shop@example\.com>$/.exec(sent.get('Source') ?? '')?.[1]?.split(' ') ?? [];
      const decoded = words.map((word) => {
        expect(word.length).toBeLessThanOrEqual(75);
        const [, base64] = /^=\?UTF-8\?B\?([A-Za-z0-9+/=]+)\?=$/.exec(word) ?? [];
        return base64 === undefined
          ? word
          : new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(base64, 'base64'));
      });
      const name = oneLine(notice.shop.name);
      expect([name, `"${name}"`]).toContain(decoded.join(decoded.length > 1 && words[0]?.startsWith('"') ? ' ' : ''));
      expect(sent.get('Message.Subject.Data')).toBe(email.subject);
      expect(sent.get('Message.Body.Html.Data')).toBe(email.html);
      expect(sent.get('Message.Body.Text.Data')).toBe(email.text);

      const sms = renderSms(notice);
      expect(sms).not.toMatch(controls);
      expect(sms.isWellFormed()).toBe(true);
      expect(sms).toContain(notice.order.number);
      expect(smsParts(sms).length).toBeLessThanOrEqual(3);
    }),
    { numRuns: histories(10_000) },
  );
});
