import { addressLines } from '../notifications/address-lines.ts';
import { oneLine } from '../notifications/one-line.ts';
import { html, type Markup } from '../runtime/html.ts';
import type { PageView } from './page-view.ts';

/** Where the order goes and whom we write to, for who has shown that it is they. */
export function recipient({ snapshot: { content }, isProven, locale, texts }: PageView): Markup {
  const { labels, page } = texts;
  if (!isProven) {
    return html`<section class="card"><h2>${labels.address}</h2><p>${page.hidden}</p></section>`;
  }
  const { email, phone } = content.contact;
  const list = (entries: readonly string[]) =>
    entries.map((entry, index) => html`${index > 0 && html`<br>`}<span dir="auto">${oneLine(entry, 320)}</span>`);
  return html`<section class="card"><h2>${labels.address}</h2>
<address>${list(addressLines(content.shippingAddress, locale))}</address>
<h2>${page.contact}</h2>
<p>${list([email, phone].filter((to) => to !== undefined))}</p></section>`;
}
