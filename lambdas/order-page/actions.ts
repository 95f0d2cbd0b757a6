import { oneLine } from '../notifications/one-line.ts';
import { mayBeCancelled } from '../orders/cancellation.ts';
import { shopperReasons } from '../orders/cancellation-reason.ts';
import { countedLines, openUnits } from '../orders/line-counts.ts';
import { isRejectedOrCancelled } from '../orders/order-status.ts';
import { html, type Markup } from '../runtime/html.ts';
import type { PageView } from './page-view.ts';

/** A list to choose from is to be as short as a telephone's screen takes it. */
const longestList = 100;

/**
 * What the customer can do about the order as it stands: each a form that needs no script. Whoever is late with it is told
 * so, for the order decides.
 */
export function actions(view: PageView): readonly (Markup | undefined)[] {
  return [cancelItem(view), cancelOrder(view), returns(view)];
}

/**
 * Leads to withdrawing, which the law wants to be found at once and all the time, and to returns. When there is no right
 * to it any more, that page says so.
 */
function returns({ snapshot, texts, token, hasReturns }: PageView): Markup | undefined {
  if (!hasReturns || isRejectedOrCancelled(snapshot.order.status)) return undefined;
  const { withdraw, returns } = texts.page.actions;
  return html`<p class="ask"><a href="${token}/returns#withdraw">${withdraw}</a></p>
${snapshot.order.shipments !== undefined && html`<p class="ask"><a class="button" href="${token}/returns">${returns}</a></p>`}`;
}

/** Where on the page the form is that calls the order off. */
export const cancelOrderId = 'cancel-order';

function cancelOrder(view: PageView): Markup | undefined {
  const { order } = view.snapshot;
  const { actions } = view.texts.page;
  if (!mayBeCancelled(order)) return undefined;
  return html`<div id="${cancelOrderId}">${form(view, actions.cancelOrder, html`<p>${actions.cancelOrderText}</p>`)}</div>`;
}

function cancelItem(view: PageView): Markup | undefined {
  const { snapshot, texts, quantity } = view;
  const { order, content } = snapshot;
  const { actions } = texts.page;
  const open = countedLines(order, content.lines).filter((line) => openUnits(line) > 0);
  const units = open.reduce((sum, line) => sum + openUnits(line), 0);
  // The last unit is the whole order.
  if ((order.status !== 'RESERVED' && order.status !== 'CONFIRMED') || units < 2) return undefined;
  const options = open
    .slice(0, longestList)
    .map(
      (line) => html`<option value="${line.line}">${oneLine(line.name, 60)} (${quantity(openUnits(line))})</option>`,
    );
  const most = Math.max(...open.map(openUnits));
  return form(
    view,
    actions.cancelItem,
    html`<p>${actions.cancelItemText}</p>
<input type="hidden" name="seen" value="${order.version}">
<label>${texts.labels.item}<select name="line">${options}</select></label>
<label>${texts.labels.quantity}<input name="quantity" type="number" inputmode="numeric" min="1" max="${most}" value="1" required></label>`,
  );
}

function form({ texts, token }: PageView, title: string, fields: Markup): Markup {
  const { reason, reasons, confirm } = texts.page.actions;
  const options = shopperReasons.map((one) => html`<option value="${one}">${reasons[one]}</option>`);
  return html`<details><summary>${title}</summary>
<form method="post" action="${token}/cancellation">
${fields}
<label>${reason}<select name="reason">${options}</select></label>
<button class="danger">${confirm}</button>
</form></details>`;
}
