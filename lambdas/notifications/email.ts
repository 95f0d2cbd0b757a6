import type { Locale } from '../orders/locale.ts';
import { addressLines } from './address-lines.ts';
import { brandView } from './brand-view.ts';
import * as templates from './email-template.generated.ts';
import { eventTexts } from './event-texts.ts';
import { formatAmount, formatDays, formatMoment, formatQuantity } from './format.ts';
import { isolated } from './isolated.ts';
import { areCreditsBack, dueOf, type Notice, timeZoneOf } from './notice.ts';
import { notices } from './notices/registry.ts';
import { oneLine } from './one-line.ts';
import { orderMarkup } from './order-markup.ts';
import { particularTables } from './particular-tables.ts';
import { payLink } from './pay-link.ts';
import { fillTemplates, type RenderedEmail } from './rendered-email.ts';
import { textsOf } from './texts.ts';
import { totalsView } from './totals-view.ts';
import { unlinked } from './unlinked.ts';

/** Gmail hides what comes after 102 KB of HTML. */
const shownBytes = 100_000;

/**
 * Real orders have up to 675 lines: an e-mail lists so many rows in all, at most half of them shortages, and sums up the
 * rest; fewer where names and links are so long that these would not be shown whole.
 */
const listedRows = { most: 40, fewest: 5 };

/** A page's address is also shown beside its button as long as it is short enough to be copied by hand. */
const shownAddress = 200;

/** A payment code that is no link is shown up to this length. */
const shownCode = 500;

/**
 * A notice as an e-mail. The subject holds no personal data; whatever came from outside is escaped in the HTML.
 *
 * @example const { subject, html, text } = renderEmail({ event: 'order-confirmed', locale: 'en', order, shop });
 */
export function renderEmail(notice: Notice): RenderedEmail {
  for (let rows = listedRows.most; ; rows /= 2) {
    const rendered = fillTemplates(templates, viewOf(notice, rows), notice.shop);
    if (rows === listedRows.fewest || Buffer.byteLength(rendered.html) <= shownBytes) return rendered;
  }
}

/**
 * Everything that the two templates show, ready to print. Booleans choose sections; each row states all of its fields.
 */
function viewOf(notice: Notice, listed: number) {
  const { event, locale, order } = notice;
  const texts = textsOf(locale);
  const money = (amount: number) => formatAmount(amount, order.currency, locale);
  const quantity = (count: number) => formatQuantity(count, locale);
  const facts = {
    shop: isolated(oneLine(notice.shop.name)),
    number: order.number,
    total: money(order.total),
    due: money(dueOf(order)),
    money,
    days: (from: string, to: string) => formatDays(from, to, locale),
    foreign: (words: string) => isolated(oneLine(words)),
    moment: (iso: string) => formatMoment(iso, locale, timeZoneOf(notice)),
  };
  const { look, orderStatus } = notices[event];
  const tables = particularTables(notice);
  const sentences = eventTexts(notice, facts);
  const rowsEach = Math.floor(listed / 2 / Math.max(1, tables.length));
  const lines = order.lines.map(({ name, sku, quantity: count, unitPrice, total }) => ({
    name: oneLine(name),
    sku: oneLine(sku),
    quantity: quantity(count),
    unitPrice: money(unitPrice),
    total: money(total),
  }));
  const listedLines = listed - sum(tables.map(({ rows }) => Math.min(rows.length, rowsEach)));
  const unlisted = order.lines.slice(listedLines);

  return {
    ...sentences,
    ...facts,
    ...brandView(notice.shop, locale, order.number),
    ...look,
    explainLast: !look.explainFirst,
    page: { url: notice.pageUrl, link: texts.pageLink.link },
    placedAt: formatMoment(order.createdAt, locale, timeZoneOf(notice)),
    details: detailsOf(notice),
    payment:
      sentences.payment ??
      texts.payment[order.payment](
        facts.due,
        order.payBefore === undefined ? undefined : formatMoment(order.payBefore, locale, timeZoneOf(notice)),
      ),
    pay: order.payUrl !== undefined && payView(order.payUrl, locale, facts.due),
    particular: tables.map(({ rows, ...table }) => ({
      ...table,
      rows: rows.slice(0, rowsEach),
      moreRows: rows.length > rowsEach && texts.andMore(rows.length - rowsEach),
    })),
    lines: lines.slice(0, listedLines),
    more: unlisted.length > 0 && {
      items: texts.andMore(unlisted.length),
      quantity: quantity(sum(unlisted.map((line) => line.quantity))),
      total: money(sum(unlisted.map((line) => line.total))),
    },
    ...totalsView(notice),
    creditsBack: areCreditsBack(notice) && texts.creditsBack,
    totalQuantity: quantity(sum(order.lines.map((line) => line.quantity))),
    address: addressLines(order.shippingAddress, locale).map((line) => unlinked(oneLine(line, Infinity))),
    footer: texts.footer(facts).map((line) => aroundNumber(line, order.number)),
    markup: orderMarkup(notice, orderStatus, listedLines),
  };
}

/** A sentence in three pieces: the number is shown in one piece, never broken at its dashes. */
function aroundNumber(sentence: string, number: string) {
  const [before = '', ...after] = sentence.split(number);
  return { before, number: after.length > 0 ? number : '', after: after.join(number) };
}

/** The ways to pay what is awaited; exactly one of them is shown. Only `page` and `app` hold a link. */
function payView(payUrl: string, locale: Locale, due: string) {
  const { pay } = textsOf(locale);
  const link = payLink(payUrl);
  return {
    page: link.kind === 'page' && {
      url: link.url,
      button: pay.button(due),
      copyAddress: link.url.length <= shownAddress && pay.copyAddress,
    },
    app: link.kind === 'app' && { url: link.url, instruction: pay.openLink[link.app] },
    code: link.kind === 'code' && { content: oneLine(payUrl, shownCode), instruction: pay.openCode },
  };
}

/** What helps to find the parcel that the event is about. */
function detailsOf({ locale, event, shop, order: { shipment, returnCase } }: Notice) {
  const { carrier, trackingNumber, sendBackTo } = textsOf(locale).labels;
  const isToBeSent = event === 'return-approved' && returnCase?.keeps === false;
  return [
    { label: sendBackTo, value: oneLine(isToBeSent ? (shop.returns?.address ?? []).join(', ') : '', 500) },
    { label: carrier, value: oneLine(shipment?.carrier ?? '') },
    { label: trackingNumber, value: oneLine(shipment?.trackingNumber ?? '') },
  ].filter(({ value }) => value !== '');
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
