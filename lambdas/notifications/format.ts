import type { Locale } from '../orders/locale.ts';
import { textsOf } from './texts.ts';

/**
 * Minor-unit digits after ISO 4217 where they are not 2. Intl's own figure is CLDR's habit of display (forint and
 * rupiah 0, for instance), which would state an amount a hundredfold.
 */
const minorUnitDigits: { readonly [digits: number]: string } = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
};

/** So many formatters are kept: a shop has few currencies and languages, its customers more time zones. */
const mostKept = 200;

/** Makes a formatter once: to make one takes ten times as long as to write with it, and a page writes fifty times. */
function keeping<Asked extends readonly unknown[], Formatter>(make: (...asked: Asked) => Formatter) {
  const kept = new Map<string, Formatter>();
  return (...asked: Asked): Formatter => {
    const name = JSON.stringify(asked);
    const formatter = kept.get(name) ?? make(...asked);
    if (kept.size >= mostKept) kept.clear();
    kept.set(name, formatter);
    return formatter;
  };
}

const numberFormat = keeping((intl: string, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(intl, options));
const dateFormat = keeping(
  (intl: string, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(intl, options),
);

function digitsOf(currency: string): number {
  const [digits] = Object.entries(minorUnitDigits).find(([, codes]) => codes.includes(currency)) ?? ['2'];
  return Number(digits);
}

/** Writes minor units as money: `formatAmount(139_12, 'GBP', 'en')` is `£139.12`, 1200 JPY `JP¥1,200`. */
export function formatAmount(
  amount: number,
  currency: string,
  locale: Locale,
  currencyDisplay: 'symbol' | 'code' = 'symbol',
): string {
  const digits = digitsOf(currency);
  const { intl, namedCurrency } = textsOf(locale);
  // The decimal point is moved in the exponent: Intl reads the string exactly, a division could round.
  return numberFormat(intl, {
    style: 'currency',
    currency,
    currencyDisplay: currency === namedCurrency ? 'name' : currencyDisplay,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(`${amount}E-${digits}` as `${number}`);
}

/** An amount for machines: `decimalAmount(139_12, 'GBP')` is `139.12`. */
export function decimalAmount(amount: number, currency: string): string {
  const digits = digitsOf(currency);
  const padded = String(amount).padStart(digits + 1, '0');
  return digits === 0 ? padded : `${padded.slice(0, -digits)}.${padded.slice(-digits)}`;
}

/** Writes a quantity: `formatQuantity(1200, 'en')` is `1,200`. */
export function formatQuantity(quantity: number, locale: Locale): string {
  return numberFormat(textsOf(locale).intl, {}).format(quantity);
}

/** Writes a moment in a time zone, and says so, with a space that does not break: `23 November 2026 at 06:35 GMT`. */
export function formatMoment(iso: string, locale: Locale, timeZone: string): string {
  const { intl } = textsOf(locale);
  const moment = new Date(iso);
  const written = dateFormat(intl, { dateStyle: 'long', timeStyle: 'short', timeZone }).format(moment);
  const zone = dateFormat(intl, { timeZone, timeZoneName: 'short' })
    .formatToParts(moment)
    .find(({ type }) => type === 'timeZoneName');
  return `${written}\u00A0${zone?.value ?? timeZone}`;
}

/** Writes a day, in UTC: `23 November 2026`. */
export function formatDay(iso: string, locale: Locale): string {
  return dateFormat(textsOf(locale).intl, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(iso));
}

/** Writes days of the calendar, from one to another: `30 November 2026 – 2 December 2026`. */
export function formatDays(from: string, to: string, locale: Locale): string {
  return from === to ? formatDay(to, locale) : textsOf(locale).fromTo(formatDay(from, locale), formatDay(to, locale));
}

/** A country's name: `countryName('GB', 'zh-CN')` is `英国`. */
export function countryName(country: string, locale: Locale): string {
  return new Intl.DisplayNames(textsOf(locale).intl, { type: 'region' }).of(country) ?? country;
}
