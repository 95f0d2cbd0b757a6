import { addressLines } from '../notifications/address-lines.ts';
import { oneLine } from '../notifications/one-line.ts';
import { deliveryInstructionsOf } from '../orders/delivery-instructions.ts';
import { statusesAheadOf } from '../orders/order-status.ts';
import { html, type Markup } from '../runtime/html.ts';
import type { PageView } from './page-view.ts';
import { longestContact, longestNumber } from './prove-recipient.ts';

/** Where the order goes and whom we write to, for who has shown that it is they. */
export function recipient(view: PageView): Markup {
  const { snapshot, isProven, locale, texts } = view;
  const { content } = snapshot;
  const { labels, page } = texts;
  if (!isProven) {
    return html`<section class="card" id="recipient"><h2>${labels.address}</h2><p>${page.hidden}</p>${proof(view)}</section>`;
  }
  const { email, phone } = content.contact;
  const list = (entries: readonly string[]) =>
    entries.map((entry, index) => html`${index > 0 && html`<br>`}<span dir="auto">${oneLine(entry, 320)}</span>`);
  return html`<section class="card"><h2>${labels.address}</h2>
<address>${list(addressLines(content.shippingAddress, locale))}</address>
<h2>${page.contact}</h2>
<p>${list([email, phone].filter((to) => to !== undefined))}</p>
${instructions(view)}</section>`;
}

/** What the carrier should know, and as long as something is still to be shipped, how to change that. */
function instructions({ snapshot, token, outcome, texts }: PageView): Markup | undefined {
  const { title, change, text, field, save } = texts.page.instructions;
  const isChangeable = statusesAheadOf('SHIPPED').includes(snapshot.order.status);
  const current = deliveryInstructionsOf(snapshot);
  if (!isChangeable && current === undefined && outcome !== 'not-instructed') return undefined;
  const lines = (current ?? '').split('\n').map((line) => oneLine(line, 500));
  return html`<h2 id="instructions">${title}</h2>
${outcome === 'not-instructed' && html`<p class="notice" role="alert">${texts.page.said[outcome]}</p>`}
${current !== undefined && html`<p>${lines.map((line, index) => html`${index > 0 && html`<br>`}<span dir="auto">${line}</span>`)}</p>`}
${
  isChangeable &&
  html`<details><summary>${change}</summary>
<form method="post" action="${token}/delivery-instructions">
<p>${text}</p>
<label>${field}<textarea name="instructions" rows="3" maxlength="500" dir="auto">${current}</textarea></label>
<button>${save}</button>
</form></details>`
}`;
}

/** Asks who has not opened the page from a message for what only they can know. */
function proof({ token, outcome, texts }: PageView): Markup {
  const { actions, said } = texts.page;
  return html`<p>${actions.prove}</p>
${outcome === 'not-proven' && html`<p class="notice" role="alert">${said[outcome]}</p>`}
<form method="post" action="${token}/proof">
<label>${texts.labels.number}<input name="number" autocomplete="off" required maxlength="${longestNumber}"></label>
<label>${actions.contactField}<input name="contact" autocomplete="email" required maxlength="${longestContact}"></label>
<button>${actions.proveButton}</button>
</form>`;
}
