import { brandView } from '../notifications/brand-view.ts';
import type { HelpTopic } from '../notifications/locales/texts.ts';
import { oneLine } from '../notifications/one-line.ts';
import { pageTextsOf } from '../notifications/texts.ts';
import type { Locale } from '../orders/locale.ts';
import { html, type Markup } from '../runtime/html.ts';
import type { Brand } from '../shop/brand.ts';
import { conversation } from './conversation.ts';
import type { PageState } from './page-state.ts';
import type { PageView } from './page-view.ts';

/** What customers ask about, as their order stands. */
const topics: { readonly [state in PageState]: readonly HelpTopic[] } = {
  received: ['arrival', 'address', 'payment', 'other'],
  reserved: ['arrival', 'address', 'payment', 'other'],
  'order-checking': ['arrival', 'address', 'payment', 'other'],
  'payment-awaited': ['payment', 'address', 'other'],
  'payment-failed': ['payment', 'address', 'other'],
  'order-confirmed': ['arrival', 'address', 'payment', 'other'],
  shipped: ['arrival', 'damaged', 'return', 'other'],
  delivered: ['arrival', 'damaged', 'return', 'other'],
  'order-rejected': ['payment', 'other'],
  'order-cancelled': ['refund', 'other'],
};

/** Who answers the customer, and where: on this page, or where the stage takes no questions, by mail; as the mails say it. */
export function help(view: PageView): Markup {
  const { shop, locale, texts, facts, state, tickets } = view;
  const { help, helpText } = texts.page;
  const [before, after] = helpText(facts).split(facts.number);
  return html`<section class="card" id="help"><h2>${help}</h2><p>${before}<span class="whole">${facts.number}</span>${after}</p>
${tickets === undefined ? mailTopics(view) : conversation(view, tickets, topics[state])}
${contact(shop, locale, facts.number)}</section>`;
}

/** What customers ask about begins an e-mail that names the order. */
function mailTopics({ shop, texts, facts: { number }, state }: PageView): Markup {
  const { helpTopics, helpMail } = texts.page;
  const asked = topics[state].map((name) => {
    const topic = helpTopics[name];
    // Lines end so in an address of an e-mail (RFC 6068).
    const body = helpMail({ number, topic }).replaceAll('\n', '\r\n');
    const mail = `subject=${encodeURIComponent(`${number}: ${topic}`)}&body=${encodeURIComponent(body)}`;
    return html`\n<li><a href="mailto:${shop.support.email}?${mail}">${topic}</a></li>`;
  });
  return html`<ul class="topics">${asked}
</ul>`;
}

/** The same where there is no order to show. */
export function helpWithoutOrder(shop: Brand, locale: Locale): Markup {
  const { help, helpWithoutOrder } = pageTextsOf(locale);
  return html`<section class="card" id="help"><h2>${help}</h2><p>${helpWithoutOrder({ shop: oneLine(shop.name) })}</p>
${contact(shop, locale)}</section>`;
}

function contact(shop: Brand, locale: Locale, about?: string): Markup {
  const { support, site, labels } = brandView(shop, locale, about);
  const { email, mailto, telephone } = support;
  return html`<address>${labels.email}${labels.colon}<a href="${mailto}">${email}</a>${
    telephone &&
    html`<br>${labels.telephone}${labels.colon}<a class="whole" href="${telephone.url}">${telephone.number}</a>${
      shop.support.hours && html`<br><span dir="auto">${shop.support.hours}</span>`
    }`
  }${site && html`<br><a href="${site.url}">${site.name}</a>`}</address>`;
}
