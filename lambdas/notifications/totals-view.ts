import { formatAmount } from './format.ts';
import type { Notice } from './notice.ts';
import { oneLine } from './one-line.ts';
import { textsOf } from './texts.ts';

/** Labels are the shop's own words; longer ones would push the amounts off a telephone's screen. */
const shownLabel = 60;

/**
 * What the totals of an order say beside its lines, ready to print: `parts` come to the total; `below` it stands what
 * tax is included, and how it was paid. Of an order without stated totals neither.
 */
export function totalsView({ locale, order: { totals, currency } }: Notice) {
  if (totals === undefined) return { parts: [], below: [] };
  const { labels, includedTax, credit } = textsOf(locale);
  const { subtotal, discounts = [], shipping, fees = [], tax, credits = [], due } = totals;
  const row = (label: string, amount: number) => ({
    label: oneLine(label, shownLabel),
    amount: formatAmount(amount, currency, locale),
  });
  const taxes = tax?.breakdown ?? [];
  return {
    parts: [
      row(labels.subtotal, subtotal),
      ...discounts.map(({ title, code, amount }) => row(code === undefined ? title : `${title} (${code})`, -amount)),
      ...(shipping ? [row(shipping.title, shipping.amount)] : []),
      ...fees.map(({ title, amount }) => row(title, amount)),
      ...(tax?.included === false ? taxes.map(({ title, amount }) => row(title, amount)) : []),
    ],
    below: [
      ...(tax?.included ? taxes.map(({ title, amount }) => row(includedTax(title), amount)) : []),
      ...credits.map(({ type, reference, amount }) => row(credit[type](reference), -amount)),
      ...(credits.length > 0 ? [row(labels.due, due)] : []),
    ],
  };
}
