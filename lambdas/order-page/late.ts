import { deliveredAt } from '../carriers/parcel-status.ts';
import { notices } from '../notifications/notices/registry.ts';
import { mayBeCancelled } from '../orders/cancellation.ts';
import { expectedDelivery } from '../orders/expected-delivery.ts';
import { isRejectedOrCancelled } from '../orders/order-status.ts';
import { html, type Markup } from '../runtime/html.ts';
import { cancelOrderId } from './actions.ts';
import type { PageView } from './page-view.ts';

/** That the order comes later than was said, as its notice says it; and that its customer may wait, or call it off. */
export function late({ snapshot, texts, facts, token }: PageView): Markup | undefined {
  const { order, content, shipments } = snapshot;
  const expected = expectedDelivery(order, content);
  const last = order.reschedulings?.findLast(({ formerly, deliverBy }) => deliverBy > formerly);
  if (expected === undefined || last === undefined || last.deliverBy > expected.deliverBy) return undefined;
  if (isRejectedOrCancelled(order.status) || deliveredAt(order, shipments) !== undefined) return undefined;
  const { deliverFrom, deliverBy } = expected;
  const mayCancel = mayBeCancelled(order);
  // Once it has left, it is late on its way: that it has not left is no longer true.
  const wasHere = last.reason === 'NOT_SHIPPED' || last.reason === 'WAREHOUSE_CLOSED';
  const reason = wasHere && order.status === 'SHIPPED' ? 'PREDICTED_LATE' : last.reason;
  const delay = { reason, formerly: last.formerly, deliverFrom, deliverBy, mayCancel };
  const { status } = notices['order-delayed'].sentences(texts.events, facts, { delay });
  const waits = order.waitsSince !== undefined && order.waitsSince > last.at;
  const { wait, waits: thanks, cancel } = texts.page.late;
  return html`<div class="notice"><p>${status}</p>
${waits ? html`<p>${thanks}</p>` : html`<form method="post" action="${token}/wait"><button>${wait}</button></form>`}
${mayCancel && html`<p><a href="#${cancelOrderId}">${cancel}</a></p>`}</div>`;
}
