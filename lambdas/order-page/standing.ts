import { formatMoment } from '../notifications/format.ts';
import { payLink } from '../notifications/pay-link.ts';
import { type PaymentOutcome, paymentOutcome } from '../notifications/payment-outcome.ts';
import { shopsOrderPage } from '../notifications/shops-order-page.ts';
import { expectedDelivery } from '../orders/expected-delivery.ts';
import { isOpen, isRejectedOrCancelled } from '../orders/order-status.ts';
import { paymentOf } from '../payments/payment.ts';
import { html, type Markup } from '../runtime/html.ts';
import { actions } from './actions.ts';
import { contingency } from './contingency.ts';
import { late } from './late.ts';
import { payBeforeOf, stateTexts, tones } from './page-state.ts';
import type { PageView } from './page-view.ts';
import { progressOf } from './progress.ts';

/** How the order stands: what happened, where the money is, and what comes next. */
export function standing(view: PageView): Markup {
  const { snapshot, state, texts, facts, moment } = view;
  const { badge, heading, status, nextHeading, next } = stateTexts(state, snapshot, facts);
  // What is asked of the customer stands first.
  const isTheirTurn = state === 'payment-awaited' || state === 'payment-failed';
  return html`<section class="card" aria-live="polite">
${said(view)}
<p class="badge ${tones[state]}">${badge}</p>
<h1>${heading}</h1>
<p>${status}</p>
${answer(view)}
${contingency(view)}
${late(view)}
${isTheirTurn && money(view)}
<dl class="facts">
<div><dt>${texts.labels.number}</dt><dd class="whole">${facts.number}</dd></div>
<div><dt>${texts.labels.placedAt}</dt><dd>${moment(snapshot.order.createdAt)}</dd></div>
${arriving(view)}
</dl>
<h2>${texts.page.progress}</h2>
${stations(view)}
${!isTheirTurn && money(view)}
<h2>${nextHeading}</h2>
<p>${next}</p>
${actions(view)}
<p class="ask"><a href="#help">${texts.page.askForHelp}</a></p>
</section>`;
}

/** What came of what the customer did, where the order does not show it. */
function said({ outcome, texts }: PageView): Markup | undefined {
  return outcome === 'not-cancelled' ? html`<p class="notice" role="alert">${texts.page.said[outcome]}</p>` : undefined;
}

/** When the order is to arrive, as long as it is to: as that is foreseen, and how often it was right; else as promised. */
function arriving({ snapshot: { order, content }, foreseen, texts, facts }: PageView): Markup | undefined {
  const expected = expectedDelivery(order, content);
  if (expected === undefined || isRejectedOrCancelled(order.status)) return undefined;
  const { arrival } = foreseen ?? {};
  const days = facts.days(arrival?.earliestDay ?? expected.deliverFrom, arrival?.latestDay ?? expected.deliverBy);
  const { howOftenRight, arrivalKept } = texts.page;
  return html`<div><dt>${texts.labels.delivery}</dt><dd>${days}${
    arrival && html`<details><summary>${howOftenRight}</summary><p>${arrivalKept(arrival.keptOf100)}</p></details>`
  }</dd></div>`;
}

/** Until when there is an answer to what the customer need do nothing for. */
function answer({ delayed, answerBy, foreseen, state, texts, locale, timeZone }: PageView): Markup | undefined {
  const written = (iso: string) => formatMoment(iso, locale, timeZone);
  if (delayed) return html`<p class="notice">${texts.page.delayed(written(delayed.until))}</p>`;
  if (state !== 'received' && state !== 'reserved' && state !== 'order-checking') return undefined;
  return html`${
    state !== 'order-checking' &&
    foreseen?.confirmation &&
    html`<p>${texts.page.expected(written(foreseen.confirmation.by))}</p>
<details><summary>${texts.page.howOftenRight}</summary><p>${texts.page.expectedKept(foreseen.confirmation.kept)}</p></details>`
  }<p>${texts.page.answerBefore(written(answerBy))}</p>`;
}

function stations({ snapshot, texts, moment }: PageView): Markup {
  return html`<ol class="stations">${progressOf(snapshot).map(
    ({ name, at, is }) => html`
<li class="${is} ${name}"${is === 'now' && html` aria-current="step"`}><span>${texts.page.stations[name]}</span>${at !== undefined && html`<br>${moment(at)}`}</li>`,
  )}
</ol>`;
}

function money(view: PageView): Markup | undefined {
  const { snapshot, texts, facts, locale, timeZone, now } = view;
  const outcome = outcomeOf(view);
  if (outcome === undefined) return undefined;
  const before = payBeforeOf(snapshot, now);
  const written = before === undefined ? undefined : formatMoment(before, locale, timeZone);
  const areCreditsBack = isRejectedOrCancelled(snapshot.order.status) && snapshot.content.totals?.credits !== undefined;
  return html`<h2>${texts.labels.payment}</h2>
<p>${texts.payment[outcome](facts.due, written)}${areCreditsBack && html`<br>${texts.creditsBack}`}</p>
${payment(view)}`;
}

/** Where the money is; nothing while no provider has said anything. */
function outcomeOf({
  snapshot: { order, payment, formerPayments },
  state,
  sale,
}: PageView): PaymentOutcome | undefined {
  if (state === 'payment-awaited' || state === 'payment-failed') return 'AWAITED';
  if (isOpen(order.status)) return undefined;
  try {
    const amounts = { total: sale.total, due: sale.totals?.due };
    // Where its provider did not answer, nothing is stored, and a payment may have gone through all the same.
    return paymentOutcome({ status: order.status, ...amounts }, paymentOf(order, payment), formerPayments);
  } catch {
    // An order that is confirmed without money: a person decides about it before its customer is told anything.
    return undefined;
  }
}

/** How to pay what is awaited; after a payment that failed, on a page where another way can be chosen: the shop's, if need be. */
function payment({ snapshot: { payment }, shop, state, texts, facts }: PageView): Markup | undefined {
  const anotherWay = payment?.payPageUrl ?? shopsOrderPage(shop, facts.number);
  const payUrl = state === 'payment-failed' ? anotherWay : payment?.payUrl;
  if (payUrl === undefined || (state !== 'payment-awaited' && state !== 'payment-failed')) return undefined;
  const link = payLink(payUrl);
  if (link.kind === 'page') return html`<p><a class="button" href="${link.url}">${texts.pay.button(facts.due)}</a></p>`;
  if (link.kind === 'app') {
    return html`<p>${texts.pay.openLink[link.app]}<br><a href="${link.url}">${link.url}</a></p>`;
  }
  return html`<p>${texts.pay.openCode}<br><code>${payUrl}</code></p>`;
}
