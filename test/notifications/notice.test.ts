import { describe, expect, it } from 'vitest';
import { countryName, decimalAmount, formatAmount, formatMoment } from '../../lambdas/notifications/format.ts';
import { oneLine } from '../../lambdas/notifications/one-line.ts';

describe('what every channel writes alike', () => {
  it.each([
    ['GBP', 13912, 'en', '£139.12'],
    ['GBP', 1, 'en', '£0.01'],
    ['USD', 123456, 'en', 'US$1,234.56'],
    ['JPY', 1200, 'en', 'JP¥1,200'],
    ['KWD', 1200, 'en', 'KWD\u00A01.200'],
    ['HUF', 500000, 'en', 'HUF\u00A05,000.00'],
    ['IQD', 1500, 'en', 'IQD\u00A01.500'],
    ['CNY', 990000000000001, 'en', 'CN¥9,900,000,000,000.01'],
    ['CNY', 1050, 'zh-CN', '¥10.50'],
    ['JPY', 1200, 'zh-CN', 'JP¥1,200'],
    ['KWD', 1, 'zh-CN', 'KWD\u00A00.001'],
    ['JPY', 1200, 'ja', '1,200円'],
    ['USD', 123456, 'ja', '$1,234.56'],
    ['KWD', 1, 'ja', 'KWD\u00A00.001'],
  ] as const)('writes %s with the digits of its minor unit: %i in %s is %s', (currency, amount, locale, written) => {
    expect(formatAmount(amount, currency, locale)).toBe(written);
    expect(Number(decimalAmount(amount, currency))).toBe(Number(written.replace(/[^\d.]/g, '')));
  });

  it.each([
    ['en', '23 November 2026 at 23:35\u00A0UTC', 'Germany'],
    ['zh-CN', '2026年11月23日 23:35\u00A0UTC', '德国'],
    ['ja', '2026年11月23日 23:35\u00A0UTC', 'ドイツ'],
  ] as const)('writes dates and countries in %s', (locale, moment, country) => {
    expect(formatMoment('2026-11-23T23:35:00.000Z', locale, 'UTC')).toBe(moment);
    expect(countryName('DE', locale)).toBe(country);
  });

  it.each([
    ['Europe/Berlin', '24 November 2026 at 00:35\u00A0CET'],
    ['Asia/Shanghai', '24 November 2026 at 07:35\u00A0GMT+8'],
    ['America/New_York', '23 November 2026 at 18:35\u00A0GMT-5'],
  ])('writes a moment in the time zone of the shopper: %s', (timeZone, moment) => {
    expect(formatMoment('2026-11-23T23:35:00.000Z', 'en', timeZone)).toBe(moment);
  });

  it.each([
    ['GBP', 1, '0.01'],
    ['JPY', 1200, '1200'],
    ['KWD', 12, '0.012'],
  ])('writes decimals for machines: %s %i', (currency, amount, written) => {
    expect(decimalAmount(amount, currency)).toBe(written);
  });

  it('keeps what came from outside on one line, in its direction, and short', () => {
    expect(oneLine(' SET OF 3\r\nTotal: \u202E0.00\u2028 ')).toBe('SET OF 3 Total: 0.00');
    expect(oneLine('A\uD83D \uDE00B')).toBe('A\uFFFD \uFFFDB');
    expect(oneLine('心'.repeat(500))).toBe(`${'心'.repeat(119)}…`);
  });
});
