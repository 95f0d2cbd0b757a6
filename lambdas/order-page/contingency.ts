import { downProvider, isInFlashSale } from '../contingency/demand-open.ts';
import { onNow } from '../contingency/switch.ts';
import { endOf } from '../contingency/switch-end.ts';
import { formatMoment } from '../notifications/format.ts';
import { countedLines, openUnits } from '../orders/line-counts.ts';
import { isOpen } from '../orders/order-status.ts';
import { isPaid } from '../payments/payment-status.ts';
import { html, type Markup } from '../runtime/html.ts';
import type { PageView } from './page-view.ts';

/** What operators have said that concerns this order, as long as it does. Of its parcels, each says so by itself. */
export function contingency(view: PageView): readonly Markup[] {
  const { contingency: texts } = view.texts.page;
  const closedUntil = closing(view);
  return [
    isUnpaid(view) && texts.providerDown,
    isRushed(view) && texts.flashSale,
    closedUntil !== undefined && texts.warehouseClosed(closedUntil),
  ].flatMap((said) => (said === false ? [] : [html`<p class="notice">${said}</p>`]));
}

/** Whether it is still to be paid by a method that is out of order. */
function isUnpaid({ snapshot: { order, payment }, switches = [], now }: PageView): boolean {
  if (!isOpen(order.status) || (payment !== undefined && isPaid(payment.status))) return false;
  const provider = payment?.provider ?? order.payment?.provider;
  return provider !== undefined && downProvider(switches, provider, now) !== undefined;
}

/** Whether it waits for its answer among many others. */
function isRushed({ snapshot: { order, content }, switches = [], now }: PageView): boolean {
  return isOpen(order.status) && content.lines.some(({ sku }) => isInFlashSale(switches, sku, now));
}

/** Until when the warehouse is closed in which something of it lies. */
function closing({ snapshot: { order, content }, switches = [], now, locale, timeZone }: PageView): string | undefined {
  const isHere = order.status === 'CONFIRMED' && countedLines(order, content.lines).some((line) => openUnits(line) > 0);
  const ends = onNow(switches, 'warehouse-closed', now).flatMap((one) => endOf(one) ?? []);
  const last = ends.sort().at(-1);
  return isHere && last !== undefined ? formatMoment(last, locale, timeZone) : undefined;
}
