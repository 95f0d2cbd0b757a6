import { addressLines } from '../notifications/address-lines.ts';
import { oneLine } from '../notifications/one-line.ts';
import { html, type Markup } from '../runtime/html.ts';
import type { PageView } from './page-view.ts';

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
<p>${list([email, phone].filter((to) => to !== undefined))}</p></section>`;
}

/** Asks who has not opened the page from a message for what only they can know. */
function proof({ token, outcome, texts }: PageView): Markup {
  const { actions, said } = texts.page;
  return html`<p>${actions.prove}</p>
${outcome === 'not-proven' && html`<p class="notice" role="alert">${said[outcome]}</p>`}
<form method="post" action="${token}/proof">
<label>${texts.labels.number}<input name="number" autocomplete="off" required maxlength="40"></label>
<label>${actions.contactField}<input name="contact" autocomplete="email" required maxlength="320"></label>
<button>${actions.proveButton}</button>
</form>`;
}
