import { sumOf } from '../orders/totals.ts';
import { formatAmount } from './format.ts';
import { isolated } from './isolated.ts';
import type { Notice, NoticeOrder } from './notice.ts';
import { oneLine } from './one-line.ts';
import { textsOf } from './texts.ts';

/** Labels are the shop's own words; longer ones would push the amounts off a telephone's screen. */
const shownLabel = 60;

/** So many discounts, fees, taxes or credits stand each in a row of its own; of more, the last row sums up the rest. */
const shownRows = 12;

interface Row {
  readonly label: string;
  readonly amount: number;
}

/**
 * What the totals of an order say beside its lines, ready to print: `parts` come to the total; `below` it stands what
 * tax is included, and how it was paid. Of an order without stated totals neither.
 */
export function totalsView({
  locale,
  order: { totals, currency },
}: Pick<Notice, 'locale'> & { readonly order: Pick<NoticeOrder, 'totals' | 'currency'> }) {
  if (totals === undefined) return { parts: [], below: [] };
  const { labels, includedTax, credit, andOthers } = textsOf(locale);
  const { subtotal, discounts = [], shipping, fees = [], tax, credits = [], due } = totals;
  const short = (words: string) => isolated(oneLine(words, shownLabel));
  const few = (rows: readonly Row[]) => {
    if (rows.length <= shownRows) return rows;
    const rest = rows.slice(shownRows - 1);
    return [...rows.slice(0, shownRows - 1), { label: andOthers(rest.length), amount: sumOf(rest) }];
  };
  const written = (rows: readonly Row[]) =>
    rows.map(({ label, amount }) => ({ label, amount: formatAmount(amount, currency, locale) }));
  const taxes = (label: (title: string) => string) =>
    few((tax?.breakdown ?? []).map(({ title, amount }) => ({ label: label(short(title)), amount })));
  // One of which units are off stands once for each of its lines.
  const discountRows = new Map<string | number, Row>();
  for (const [index, { title, code, amount, on }] of discounts.entries()) {
    const label = code === undefined ? short(title) : `${short(title)} (${short(code)})`;
    const key = on === undefined ? index : label;
    discountRows.set(key, { label, amount: (discountRows.get(key)?.amount ?? 0) - amount });
  }
  return {
    parts: written([
      { label: labels.subtotal, amount: subtotal },
      ...few([...discountRows.values()]),
      ...(shipping ? [{ label: short(shipping.title), amount: shipping.amount }] : []),
      ...few(fees.map(({ title, amount }) => ({ label: short(title), amount }))),
      ...(tax?.included === false ? taxes(String) : []),
    ]),
    below: written([
      ...(tax?.included ? taxes(includedTax) : []),
      ...few(
        credits.map(({ type, reference, amount }) => ({ label: credit[type](short(reference)), amount: -amount })),
      ),
      ...(credits.length > 0 ? [{ label: labels.due, amount: due }] : []),
    ]),
  };
}
