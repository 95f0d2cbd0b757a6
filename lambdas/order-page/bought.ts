import { formatDay } from '../notifications/format.ts';
import { oneLine } from '../notifications/one-line.ts';
import { totalsView } from '../notifications/totals-view.ts';
import { shortagesOf } from '../orders/current-sale.ts';
import { countedLines } from '../orders/line-counts.ts';
import { isConfirmed } from '../orders/order-status.ts';
import { html, type Markup } from '../runtime/html.ts';
import type { PageView } from './page-view.ts';
import { parcels } from './parcels.ts';

/** What was bought: what of it is missing, its lines and totals, and what was sent. `rows`: how many are listed. */
export function bought(view: PageView, rows: number): Markup {
  const { texts } = view;
  return html`<section class="card">
${missing(view, rows)}
<h2>${texts.labels.lines}</h2>
<table>
<thead><tr><th scope="col">${texts.labels.item}</th><th scope="col" class="amount">${texts.labels.lineTotal}</th></tr></thead>
<tbody>${lines(view, rows)}</tbody>
<tfoot>${totals(view)}</tfoot>
</table>
${parcels(view)}
</section>`;
}

function lines({ snapshot: { order, content }, sale, texts, money, quantity }: PageView, rows: number): Markup[] {
  const counted = countedLines(order, content.lines);
  const isToShip = isConfirmed(order.status);
  const shown = sale.lines.flatMap(({ name, sku, quantity: units, unitPrice, total }, index) => {
    const { cancelled = 0, returned = 0 } = (isToShip ? counted[index] : undefined) ?? {};
    if (units === 0 && cancelled === 0) return [];
    return [
      html`
<tr><td><span dir="auto">${oneLine(name)}</span><br><small>${texts.labels.sku} <span dir="auto">${oneLine(sku)}</span></small><br>${quantity(units)} × ${money(unitPrice)}${cancelled > 0 && html`<br><small>${texts.page.cancelledUnits(quantity(cancelled))}</small>`}${returned > 0 && html`<br><small>${texts.page.returnedUnits(quantity(returned))}</small>`}</td><td class="amount">${money(total)}</td></tr>`,
    ];
  });
  const more = shown.length - rows;
  return more > 0 ? [...shown.slice(0, rows), html`\n<tr><td colspan="2">${texts.andMore(more)}</td></tr>`] : shown;
}

function totals({ snapshot: { order }, sale, locale, texts, facts }: PageView): Markup {
  const { parts, below } = totalsView({ locale, order: { totals: sale.totals, currency: order.currency } });
  const row = ({ label, amount }: { readonly label: string; readonly amount: string }) => html`
<tr><th scope="row"><span dir="auto">${label}</span></th><td class="amount">${amount}</td></tr>`;
  return html`${parts.map(row)}
<tr class="total"><th scope="row">${texts.labels.total}</th><td class="amount">${facts.total}</td></tr>${below.map(row)}`;
}

/** What of the order is short or still to come. */
function missing({ snapshot: { order, content }, locale, texts, quantity }: PageView, rows: number): Markup[] {
  const names = new Map(content.lines.map(({ sku, name }) => [sku, oneLine(name)]));
  const refused = order.rejection?.reason === 'OUT_OF_STOCK' ? (order.shortages ?? []) : [];
  const { labels, andMore, page } = texts;
  const short = [...refused, ...shortagesOf(order, content.lines)].map(({ sku, requested, available }) => ({
    sku,
    said: `${labels.requested}${labels.colon}${quantity(requested)}${page.comma}${labels.available}${labels.colon}${quantity(available)}`,
  }));
  const toCome = (isConfirmed(order.status) ? (order.backorderedLines ?? []) : []).map((line) => ({
    sku: line.sku,
    said: `${labels.quantity}${labels.colon}${quantity(line.quantity)}${page.comma}${labels.expected}${labels.colon}${formatDay(line.expectedAt, locale)}`,
  }));
  return [
    { title: labels.shortages, items: short },
    { title: labels.backordered, items: toCome },
  ].flatMap(({ title, items }) => {
    if (items.length === 0) return [];
    const listed = items.slice(0, rows).map(
      ({ sku, said }) => html`
<li><span dir="auto">${names.get(sku) ?? sku}</span><br><small>${said}</small></li>`,
    );
    const more = items.length > rows && html`\n<li>${andMore(items.length - rows)}</li>`;
    return [html`<h2>${title}</h2><ul>${listed}${more}</ul>`];
  });
}
