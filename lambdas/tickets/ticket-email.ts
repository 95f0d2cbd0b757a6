import { isolated } from '../notifications/isolated.ts';
import { oneLine } from '../notifications/one-line.ts';
import type { RenderedEmail } from '../notifications/rendered-email.ts';
import type { Locale } from '../orders/locale.ts';
import { html, Markup } from '../runtime/html.ts';
import type { Brand } from '../shop/brand.ts';
import { ticketTextsOf } from './texts.ts';

/** What is written to a customer about their ticket. */
export interface TicketEmail {
  readonly locale: Locale;
  readonly shop: Brand;
  readonly text: string;
  /** As mails call it: `Re: ` and what they wrote about, or the number of their order. */
  readonly subject: string;
  readonly replyTo: string | undefined;
  /** Where the whole of it is, on the page of their order. */
  readonly pageUrl?: string | undefined;
}

/** A mail as a person would write it: what is said, and how to answer. Both bodies say the same. */
export function renderTicketEmail({ locale, shop, text, subject, replyTo, pageUrl }: TicketEmail): RenderedEmail {
  const { below, pageLink } = ticketTextsOf(locale).mail;
  const said = text.trim().split(/\n{2,}/);
  const foot = [
    ...(replyTo === undefined ? [] : [below]),
    ...(pageUrl === undefined ? [] : [`${pageLink} ${pageUrl}`]),
  ];
  const body = html`<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${subject}</title></head>
<body dir="auto" style="font:16px/1.5 sans-serif;max-width:40em">
${said.map((paragraph) => html`<p>${broken(paragraph)}</p>\n`)}
<hr>
${replyTo !== undefined && html`<p><small>${below}</small></p>`}
${pageUrl !== undefined && html`<p><small>${pageLink} <a href="${pageUrl}">${pageUrl}</a></small></p>`}
</body></html>`;
  return {
    from: { name: oneLine(shop.name), address: shop.sender },
    replyTo: replyTo ?? shop.support.email,
    subject: oneLine(subject),
    html: body.text,
    text: [...said.map(isolated), ...(foot.length > 0 ? ['-- ', ...foot] : [])].join('\n\n'),
  };
}

function broken(paragraph: string): Markup[] {
  return paragraph.split('\n').map((line, index) => html`${index > 0 && new Markup('<br>')}${line}`);
}
