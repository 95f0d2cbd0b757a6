import type { NoticeEvent } from '../orders/notice-event.ts';
import { addressLines } from './address-lines.ts';
import * as templates from './email-template.generated.ts';
import { formatAmount, formatDay, formatMoment, formatQuantity } from './format.ts';
import { areCreditsBack, dueOf, type Notice } from './notice.ts';
import { oneLine } from './one-line.ts';
import { payLink } from './pay-link.ts';
import { fillTemplates, type RenderedEmail } from './rendered-email.ts';
import { eventTexts, textsOf } from './texts.ts';
import { totalsView } from './totals-view.ts';
import { unlinked } from './unlinked.ts';

/**
 * Real orders have up to 675 lines, and Gmail hides what comes after 102 KB: an e-mail lists so many rows in all, of
 * them at most so many shortages, and sums up the rest.
 */
const listed = { rows: 40, particulars: 20 };

/** A page's address is also shown beside its button as long as it is short enough to be copied by hand. */
const shownAddress = 200;

/** A payment code that is no link is shown up to this length. */
const shownCode = 500;

/**
 * How the e-mail about an event looks: the colours of its badge, and whether the explanation comes before the lines.
 */
const looks = {
  'order-confirmed': { accent: '#14693f', tint: '#e3f4ea', explainFirst: false, showAddress: true },
  'order-rejected': { accent: '#94400f', tint: '#fdeee2', explainFirst: true, showAddress: false },
  'order-cancelled': { accent: '#4b4b52', tint: '#ececf0', explainFirst: true, showAddress: false },
  'lines-cancelled': { accent: '#4b4b52', tint: '#ececf0', explainFirst: true, showAddress: false },
  'payment-awaited': { accent: '#1f4fbf', tint: '#e6eefc', explainFirst: true, showAddress: false },
  'backordered-items-arrived': { accent: '#14693f', tint: '#e3f4ea', explainFirst: false, showAddress: true },
} as const satisfies { readonly [event in NoticeEvent]: object };

/**
 * A notice as an e-mail. The subject holds no personal data; whatever came from outside is escaped in the HTML.
 *
 * @example const { subject, html, text } = renderEmail({ event: 'order-confirmed', locale: 'en', order, shopName: 'North Lane' });
 */
export function renderEmail(notice: Notice): RenderedEmail {
  return fillTemplates(templates, viewOf(notice));
}

/**
 * Everything that the two templates show, ready to print. Booleans choose sections; each row states all of its fields.
 */
function viewOf(notice: Notice) {
  const { event, locale, order } = notice;
  const { labels, fonts, ...texts } = textsOf(locale);
  const money = (amount: number) => formatAmount(amount, order.currency, locale);
  const quantity = (count: number) => formatQuantity(count, locale);
  const facts = {
    shop: oneLine(notice.shopName),
    number: order.number,
    total: money(order.total),
    due: money(dueOf(order)),
    less: money(order.linesCancelled?.less ?? 0),
  };
  const look = looks[event];
  const particular = particularLines(notice);
  const lines = order.lines.map(({ name, sku, quantity: count, unitPrice, total }) => ({
    name: oneLine(name),
    sku: oneLine(sku),
    quantity: quantity(count),
    unitPrice: money(unitPrice),
    total: money(total),
  }));
  const listedLines = listed.rows - Math.min(particular?.rows.length ?? 0, listed.particulars);
  const unlisted = order.lines.slice(listedLines);

  return {
    ...eventTexts(notice, facts),
    ...facts,
    ...look,
    labels,
    fonts,
    lang: locale,
    explainLast: !look.explainFirst,
    placedAt: formatMoment(order.createdAt, locale, order.timeZone),
    payment: texts.payment[order.payment](
      facts.due,
      order.payBefore === undefined ? undefined : formatMoment(order.payBefore, locale, order.timeZone),
    ),
    pay: event === 'payment-awaited' && payView(notice, facts.due),
    particular: particular && {
      ...particular,
      rows: particular.rows.slice(0, listed.particulars),
      moreRows:
        particular.rows.length > listed.particulars && texts.andMore(particular.rows.length - listed.particulars),
    },
    lines: lines.slice(0, listedLines),
    more: unlisted.length > 0 && {
      items: texts.andMore(unlisted.length),
      quantity: quantity(sum(unlisted.map((line) => line.quantity))),
      total: money(sum(unlisted.map((line) => line.total))),
    },
    ...totalsView(notice),
    creditsBack: areCreditsBack(notice) && texts.creditsBack,
    totalQuantity: quantity(sum(order.lines.map((line) => line.quantity))),
    address: addressLines(order.shippingAddress, locale).map((line) => unlinked(oneLine(line))),
    footer: texts.footer(facts),
  };
}

/** The ways to pay what is awaited; exactly one of them is shown. Only `page` and `app` hold a link. */
function payView({ event, locale, order: { payUrl } }: Notice, due: string) {
  if (payUrl === undefined) throw new Error(`A notice of ${event} needs to say where to pay`);
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

/** What the event is about, if not about all: what was short, what was cancelled, or what is still to come. */
function particularLines({ locale, order: { lines, rejection, linesCancelled, backorderedLines } }: Notice) {
  const { labels } = textsOf(locale);
  const names = new Map(lines.map(({ sku, name }) => [sku, name]));
  const row = (sku: string, firstValue: string, secondValue: string) => ({
    name: oneLine(names.get(sku) ?? sku),
    sku: oneLine(sku),
    firstValue,
    secondValue,
  });
  const quantity = (count: number) => formatQuantity(count, locale);
  if (rejection?.shortages?.length) {
    return {
      title: labels.shortages,
      first: labels.requested,
      second: labels.available,
      rows: rejection.shortages.map(({ sku, requested, available }) =>
        row(sku, quantity(requested), quantity(available)),
      ),
    };
  }
  if (linesCancelled !== undefined) {
    return {
      title: labels.cancelled,
      first: labels.requested,
      second: labels.cancelled,
      rows: linesCancelled.lines.map(({ name, sku, quantity: ordered, cancelled }) => ({
        ...row(sku, quantity(ordered), quantity(cancelled)),
        name: oneLine(name),
      })),
    };
  }
  if (!backorderedLines?.length) return undefined;
  return {
    title: labels.backordered,
    first: labels.quantity,
    second: labels.expected,
    rows: backorderedLines.map((line) => row(line.sku, quantity(line.quantity), formatDay(line.expectedAt, locale))),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
