import { formatAmount, formatDay, formatQuantity } from './format.ts';
import { isolated } from './isolated.ts';
import type { Notice } from './notice.ts';
import { oneLine } from './one-line.ts';
import { textsOf } from './texts.ts';

/** A line of a table: what it is about, and a value beside it. What is empty is not shown. */
interface Row {
  readonly name: string;
  readonly sku: string;
  readonly firstValue: string;
  readonly secondValue: string;
}

/** A table: what its lines are about, what stands in small print below that, and what beside it. */
interface Table {
  readonly title: string;
  readonly about: string;
  readonly first: string;
  readonly second: string;
  readonly rows: readonly Row[];
}

/**
 * What the event is about, if not about all: what was short, what was cancelled, what is still to come, what has left,
 * what goes back.
 */
export function particularTables({ locale, order }: Notice): readonly Table[] {
  const { labels, credit, refundTo } = textsOf(locale);
  const { lines, rejection, shortages, linesCancelled, backorderedLines, shipment, refund, returnCase } = order;
  const names = new Map(lines.map(({ sku, name }) => [sku, name]));
  const row = (line: { readonly sku: string; readonly name?: string }, firstValue: string, secondValue: string) => ({
    name: oneLine(line.name ?? names.get(line.sku) ?? line.sku),
    sku: oneLine(line.sku),
    firstValue,
    secondValue,
  });
  const quantity = (count: number) => formatQuantity(count, locale);
  const day = (iso: string | undefined) => (iso === undefined ? '' : formatDay(iso, locale));
  const short = (rejection?.shortages ?? shortages ?? []).map((one) =>
    row(one, quantity(one.requested), quantity(one.available)),
  );
  const cancelled = (linesCancelled?.lines ?? []).map((line) =>
    row(line, quantity(line.quantity), quantity(line.cancelled)),
  );
  const toCome = (backorderedLines ?? []).map((line) => row(line, quantity(line.quantity), day(line.expectedAt)));
  const sent = (shipment?.lines ?? []).map((line) => row(line, '', quantity(line.quantity)));
  const toFollow = (shipment?.toFollow ?? []).map((line) => row(line, day(line.expectedAt), quantity(line.quantity)));
  const returned = (returnCase?.lines ?? []).map((line) => row(line, '', quantity(line.quantity)));

  const back = ({ name, amount }: { readonly name: string; readonly amount: number }) => ({
    ...{ name, sku: '', firstValue: '' },
    secondValue: formatAmount(amount, order.currency, locale),
  });
  const refunded = [
    ...(refund?.to === undefined ? [] : [back({ name: refundTo[refund.to], amount: refund.amount })]),
    ...(refund?.credits ?? []).map(({ type, reference, amount }) =>
      back({ name: credit[type](isolated(oneLine(reference))), amount }),
    ),
  ];

  const { item, requested } = labels;
  return [
    { title: labels.shortages, about: item, first: requested, second: labels.available, rows: short },
    { title: labels.cancelled, about: item, first: requested, second: labels.cancelled, rows: cancelled },
    { title: labels.backordered, about: item, first: labels.quantity, second: labels.expected, rows: toCome },
    { title: labels.parcel, about: item, first: '', second: labels.quantity, rows: sent },
    { title: labels.toFollow, about: item, first: labels.expected, second: labels.quantity, rows: toFollow },
    { title: labels.returned, about: item, first: '', second: labels.quantity, rows: returned },
    { title: labels.refund, about: labels.refundTo, first: '', second: labels.amount, rows: refunded },
  ].filter(({ rows }) => rows.length > 0);
}
