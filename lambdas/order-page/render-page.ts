import { isOpen } from '../orders/order-status.ts';
import { html } from '../runtime/html.ts';
import { bought } from './bought.ts';
import { help } from './help.ts';
import { pageDocument } from './page-document.ts';
import { type PageContent, pageView } from './page-view.ts';
import { rating } from './rating.ts';
import { recipient } from './recipient.ts';
import { standing } from './standing.ts';

/** A page is to open at once on any telephone: real orders have up to 675 lines, and it lists so many. */
const largestBytes = 55_000;
const listedRows = { most: 80, fewest: 5 };

/** The page of an order. It says the same without its script, which only keeps it up to date. */
export function renderPage(content: PageContent): string {
  const view = pageView(content);
  const { locale, texts, facts } = view;
  for (let rows = listedRows.most; ; rows = Math.floor(rows / 2)) {
    const page = pageDocument({
      locale,
      title: texts.page.title(facts),
      brand: content.shop,
      isFollowed: isOpen(content.snapshot.order.status) ? 'closely' : 'loosely',
      watchUrl: content.watchUrl,
      main: html`${standing(view)}
${rating(view)}
${bought(view, rows)}
${recipient(view)}
${help(view)}`,
    });
    if (rows <= listedRows.fewest || Buffer.byteLength(page) <= largestBytes) return page;
  }
}
