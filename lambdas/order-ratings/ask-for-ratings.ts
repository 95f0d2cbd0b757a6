import { randomBytes } from 'node:crypto';
import { unsubscribeLink } from '../back-in-stock/unsubscribe-link.ts';
import { NotSent, RecipientRefused } from '../notifications/notice-errors.ts';
import { sendListEmail } from '../notifications/ses.ts';
import { type SuppressionTable, suppressionTable } from '../notifications/suppression-table.ts';
import type { OrderContent } from '../orders/order.ts';
import { type OrderRecord, type OrderTable, orderTable } from '../orders/order-table.ts';
import { pageUrlOf } from '../orders/page-link.ts';
import { type PaymentTable, paymentTable } from '../payments/payment-table.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { despiteFailures } from '../runtime/despite-failures.ts';
import { daysAfter, utcDay } from '../runtime/local-day.ts';
import { logger } from '../runtime/logger.ts';
import { brandOf } from '../shop/brand.ts';
import type { ShopProfile } from '../shop/shop-profile.ts';
import { stageShop } from '../shop/stage-shop.ts';
import { isOver } from '../tickets/ticket.ts';
import { type TicketTable, ticketTable } from '../tickets/ticket-table.ts';
import { openTicketOf } from './low-rating-ticket.ts';
import { momentToAsk } from './moment-to-ask.ts';
import { planFor } from './plan-rating.ts';
import { lowStars, rateId } from './rating.ts';
import { renderRatingEmail } from './rating-email.ts';
import { type RatingPlan, type RatingTable, ratingTable } from './rating-table.ts';

/** What asking for ratings touches. */
export interface AskForRatingsPorts {
  readonly ratings: Pick<RatingTable, 'plan' | 'unplan' | 'dueOn' | 'claim' | 'release' | 'find' | 'ratedSince'>;
  readonly orders: Pick<OrderTable, 'find'>;
  readonly payments: Pick<PaymentTable, 'findCurrent'>;
  readonly tickets: Pick<TicketTable, 'ofOrder' | 'findTickets'>;
  readonly suppressions: Pick<SuppressionTable, 'isUnsubscribed' | 'offerUnsubscribe'>;
  readonly openTicketOf: typeof openTicketOf;
  readonly pageUrlOf: typeof pageUrlOf;
  readonly sendEmail: typeof sendListEmail;
  readonly shop: ShopProfile;
  readonly clock: Clock;
}

const production = (): AskForRatingsPorts => ({
  ratings: ratingTable(),
  orders: orderTable(),
  payments: paymentTable(),
  tickets: ticketTable(),
  suppressions: suppressionTable(),
  openTicketOf: (...low) => openTicketOf(...low),
  pageUrlOf,
  sendEmail: sendListEmail,
  shop: stageShop(),
  clock: systemClock,
});

/** For so many days a customer who could not be asked is tried again. */
const triedDays = 7;

/**
 * Asks the customers of orders whose day has come what they make of them, each once, by an e-mail that is stopped by the
 * link in it. Those who sent it back, got their money back, wait for an answer of ours, or want no such mails are not
 * asked. And sees to it that low ratings have their ticket. Safe to run twice; cut off anywhere, the next run goes on.
 * @param timeIsLeft whether a further customer can be asked
 * @throws AggregateError of those who could not be asked; the others were
 */
export async function askForRatings(
  timeIsLeft: () => boolean,
  ports: AskForRatingsPorts = production(),
): Promise<void> {
  const { ratings, orders, clock } = ports;
  const today = utcDay(clock());
  const { attempt, conclude } = despiteFailures({
    each: 'a rating was not asked for',
    all: 'ratings were not asked for',
  });
  for await (const { orderId, stars } of ratings.ratedSince(daysAfter(today, -1))) {
    if (stars > lowStars) continue;
    await attempt({ orderId }, async () => {
      const [rating, { content }] = await Promise.all([ratings.find(orderId), orders.find(orderId)]);
      if (rating !== undefined && content !== undefined) await ports.openTicketOf(rating, content);
    });
  }
  for (let day = daysAfter(today, -triedDays); day <= today; day = daysAfter(day, 1)) {
    for await (const plan of ratings.dueOn(day)) {
      if (!timeIsLeft()) return conclude();
      await attempt({ orderId: plan.orderId }, () => askFor(plan, ports));
    }
  }
  conclude();
}

async function askFor(plan: RatingPlan, ports: AskForRatingsPorts): Promise<void> {
  const { ratings, orders, shop, clock } = ports;
  const record = await orders.find(plan.orderId);
  const at = momentToAsk(record, shop, clock());
  const { order, content } = record;
  if (at === undefined || order === undefined || content === undefined) return ratings.unplan(plan);
  if (at > clock() || (await waitsForUs(record, ports))) {
    const tomorrow = new Date(clock().getTime() + 86_400_000);
    await ratings.plan(planFor(order, at > tomorrow ? at : tomorrow, clock()));
    return ratings.unplan(plan);
  }
  const to = await addresseeOf(record, content, ports);
  if (to !== undefined && !(await ask(to, order, content, ports))) return;
  await ratings.unplan(plan);
}

/** Whether their ticket about it is open: first they get their answer. */
async function waitsForUs({ order }: OrderRecord, { tickets }: AskForRatingsPorts): Promise<boolean> {
  const found = order === undefined ? [] : await tickets.findTickets(await tickets.ofOrder(order.id));
  return !found.every(isOver);
}

/** Whom to ask; nobody where they have said it already, got all their money back, or want no such mails. */
async function addresseeOf(
  { order }: OrderRecord,
  { contact }: Pick<OrderContent, 'contact'>,
  { ratings, payments, suppressions, clock }: AskForRatingsPorts,
): Promise<string | undefined> {
  const { email, channels } = contact;
  if (order === undefined || email === undefined || channels?.delivery?.includes('email') === false) return undefined;
  if ((await ratings.find(order.id)) !== undefined) return undefined;
  if ((await payments.findCurrent(order))?.status === 'REFUNDED') return undefined;
  return (await suppressions.isUnsubscribed(email, clock())) ? undefined : email;
}

/** Claim, send. Whoever may have been asked is asked no more. @returns false where SES does not take it now */
async function ask(
  to: string,
  order: NonNullable<OrderRecord['order']>,
  content: OrderContent,
  { ratings, suppressions, sendEmail, pageUrlOf, shop, clock }: AskForRatingsPorts,
): Promise<boolean> {
  const { id: orderId, locale, storefront } = content;
  const at = clock().toISOString();
  const token = randomBytes(16).toString('base64url');
  await suppressions.offerUnsubscribe(to, token, at);
  const unsubscribeUrl = unsubscribeLink(token, locale);
  const brand = brandOf(shop, storefront, locale);
  const pageUrl = `${await pageUrlOf(order, { isProven: true })}#${rateId}`;
  // Rendered before it is claimed: a fault in a template must not leave a claim behind.
  const rendered = renderRatingEmail(content, brand, { pageUrl, unsubscribeUrl });
  if (!(await ratings.claim(orderId, at))) return true;
  try {
    // Named as no notice of the order: what comes back of it is no word in its story.
    await sendEmail(to, rendered, { event: 'rating-asked' }, unsubscribeUrl);
  } catch (error) {
    if (error instanceof NotSent) {
      logger.warn('a rating could not be asked for yet', { orderId, reason: error.reason });
      await ratings.release(orderId);
      return false;
    }
    // SES may quote the address in what it says: only the name of its error may be logged.
    const cause = error instanceof Error ? error.name : 'unknown';
    logger.warn(
      error instanceof RecipientRefused
        ? 'a rating was refused to be asked for'
        : 'nobody knows whether a rating was asked for',
      { orderId, cause },
    );
  }
  return true;
}
