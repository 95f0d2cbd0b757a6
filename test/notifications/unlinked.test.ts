import { describe, expect, it } from 'vitest';
import { renderEmail } from '../../lambdas/notifications/email.ts';
import { renderSms } from '../../lambdas/notifications/sms.ts';
import { unlinked } from '../../lambdas/notifications/unlinked.ts';
import { locales } from '../../lambdas/orders/locale.ts';
import { Address } from '../../lambdas/orders/order.ts';
import { aConfirmation, anOrder } from './a-notice.ts';

/**
 * What mail programs make links of: a scheme, `www.`, an e-mail address, or a bare domain, also with other full stops.
 */
const linkable =
  /\b[a-z][a-z0-9+.-]*:[/\\]{1,2}\S|\bwww\.\S|[\p{L}\p{N}-]\s?[.\u3002\uFF0E\uFF61][\u200B-\u200D\u2060]*[\p{L}]{2,}/iu;

const baits = [
  'WIN £500 https://evil.example/x',
  'http://evil',
  'HTTPS:\\\\evil.example',
  'www.evil.example',
  'evil.example/x?y=1',
  'Ada (evil.example)',
  'e.vil.co.uk',
  'ada@evil.example',
  'xn--e1aybc.xn--p1ai',
  'зло.рф',
  '邪恶。中国',
  'evil\uFF0Eexample',
  'evil\uFF61example',
  'evil.\u200Bexample',
  'ftp://1.2.3.4/x',
];
const fields = Object.keys(Address.shape).filter((field) => field !== 'country');

describe('a text of the customer’s own', () => {
  it.each(baits)('holds nothing that a mail program could link: %s', (bait) => {
    expect(bait).toMatch(linkable);
    expect(unlinked(bait)).not.toMatch(linkable);
  });

  it.each([
    '12 Sample Street',
    'St. John’s Rd. 3.5',
    'Flat 3.1/2',
    'c/o Ada',
    'N1 9ZZ',
    '北京市朝阳区建国路 88 号',
    '1.2.3',
  ])('stays as it is otherwise: %s', (text) => {
    expect(unlinked(text)).toBe(text);
  });

  it.each(
    locales.flatMap((locale) =>
      (['GB', 'CN'] as const).flatMap((country) => fields.map((field) => [field, locale, country] as const)),
    ),
  )('is so in each part of each channel: %s, %s, %s', (field, locale, country) => {
    const { shippingAddress } = anOrder();
    for (const bait of baits) {
      const notice = aConfirmation({ shippingAddress: { ...shippingAddress, country, [field]: bait } }, { locale });
      const { subject, html, text } = renderEmail(notice);
      for (const part of [subject, html, text, renderSms(notice)]) {
        expect(part).not.toContain(bait);
        expect(part).not.toMatch(/evil[.\u3002\uFF0E\uFF61]\S|https?:[/\\]{2}evil|www\.evil|зло\.рф|恶。中/);
      }
    }
  });
});
