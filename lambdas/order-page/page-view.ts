import type { Switch } from '../contingency/switch.ts';
import { formatAmount, formatDays, formatMoment, formatQuantity } from '../notifications/format.ts';
import { isolated } from '../notifications/isolated.ts';
import type { Facts, PageTexts, Texts } from '../notifications/locales/texts.ts';
import { oneLine } from '../notifications/one-line.ts';
import { pageTextsOf, textsOf } from '../notifications/texts.ts';
import type { ShownRating } from '../order-ratings/rating.ts';
import type { Foreseen } from '../order-tracking/foreseen-of.ts';
import type { Delay } from '../order-tracking/order-representation.ts';
import type { Snapshot } from '../order-tracking/represent-order.ts';
import { acceptedSale, currentSale } from '../orders/current-sale.ts';
import type { Locale } from '../orders/locale.ts';
import { isConfirmed } from '../orders/order-status.ts';
import { amountDue } from '../orders/totals.ts';
import type { Sold } from '../orders/without-units.ts';
import { html, type Markup } from '../runtime/html.ts';
import type { Brand } from '../shop/brand.ts';
import type { TicketRecord } from '../tickets/ticket-table.ts';
import type { Outcome } from './page-form.ts';
import { type PageState, pageStateOf } from './page-state.ts';

/** What a page is made of. */
export interface PageContent {
  readonly snapshot: Snapshot;
  /** Whether its reader may see where the order goes. */
  readonly isProven: boolean;
  readonly delayed: Delay | undefined;
  /** Whether the shop takes returns by this service. */
  readonly hasReturns: boolean;
  /** When it has an answer at the latest, of an order without one, ISO 8601 UTC. */
  readonly answerBy: string;
  /** When it will be confirmed, as most orders like it are, and when it will arrive. */
  readonly foreseen?: Foreseen | undefined;
  /** What operators have said about carriers, payment methods and the warehouse. */
  readonly switches?: readonly Switch[] | undefined;
  /** Whom the customer deals with. */
  readonly shop: Brand;
  /** Where it is told to look once something has changed. */
  readonly watchUrl: string;
  /** The last part of its address, which its forms are sent to. */
  readonly token: string;
  /** What came of the form that was sent from it. */
  readonly outcome?: Outcome | undefined;
  /** What was asked about the order; undefined where the stage takes no questions. */
  readonly tickets?: readonly TicketRecord[] | undefined;
  /** How it is rated, or that it may be; undefined where it may not. */
  readonly rating?: ShownRating | undefined;
  readonly now: Date;
}

/** The same, with how it is written in the customer's language. */
export interface PageView extends PageContent {
  readonly state: PageState;
  readonly locale: Locale;
  readonly texts: Texts & { readonly page: PageTexts };
  readonly facts: Facts;
  /** What the order comes to now: as long as it is not confirmed, as it was accepted. */
  readonly sale: Sold;
  readonly money: (minorUnits: number) => string;
  readonly quantity: (units: number) => string;
  /** In which times are written. */
  readonly timeZone: string;
  readonly moment: (iso: string) => Markup;
}

/** How the content of a page is written. */
export function pageView(content: PageContent): PageView {
  const { order, content: bought } = content.snapshot;
  const { locale, timeZone = content.shop.timeZone } = bought;
  const texts = { ...textsOf(locale), page: pageTextsOf(locale) };
  const money = (amount: number) => formatAmount(amount, order.currency, locale);
  const sale = isConfirmed(order.status)
    ? currentSale(order, bought, texts.labels.cancellation)
    : acceptedSale(order, bought);
  return {
    ...content,
    state: pageStateOf(content.snapshot),
    ...{ locale, texts, money, sale, timeZone },
    facts: {
      shop: oneLine(content.shop.name),
      number: order.number,
      total: money(sale.total),
      due: money(amountDue({ total: sale.total, due: sale.totals?.due })),
      money,
      days: (from, to) => formatDays(from, to, locale),
      foreign: (words) => isolated(oneLine(words)),
      moment: (iso) => formatMoment(iso, locale, timeZone),
    },
    quantity: (units) => formatQuantity(units, locale),
    moment: (iso) => html`<time datetime="${iso}">${formatMoment(iso, locale, timeZone)}</time>`,
  };
}
