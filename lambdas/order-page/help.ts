import { brandView } from '../notifications/brand-view.ts';
import { html, type Markup } from '../runtime/html.ts';
import type { PageView } from './page-view.ts';

/** Who answers the customer, and where: as the mails say it. */
export function help({ shop, locale, texts, facts }: PageView): Markup {
  const { support, site } = brandView(shop, locale, facts.number);
  const { labels, page } = texts;
  const { email, mailto, telephone } = support;
  return html`<section class="card" id="help"><h2>${page.help}</h2><p>${page.helpText(facts)}</p>
<address>${labels.email}${labels.colon}<a href="${mailto}">${email}</a>${
    telephone &&
    html`<br>${labels.telephone}${labels.colon}<a class="whole" href="${telephone.url}">${telephone.number}</a>${
      shop.support.hours && html`<br><span dir="auto">${shop.support.hours}</span>`
    }`
  }${site && html`<br><a href="${site.url}">${site.name}</a>`}</address></section>`;
}
