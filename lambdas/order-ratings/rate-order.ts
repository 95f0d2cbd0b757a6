import type { OrderRecord } from '../orders/order-table.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import type { ShopProfile } from '../shop/shop-profile.ts';
import { stageShop } from '../shop/stage-shop.ts';
import { openTicketOf } from './low-rating-ticket.ts';
import { arrivalOf, type RateableOrder, ratingDaysOf } from './moment-to-ask.ts';
import { longestWord, mostStars, type Rating } from './rating.ts';
import { type RatingTable, ratingTable } from './rating-table.ts';

/** What rating touches. */
export interface RateOrderPorts {
  readonly ratings: Pick<RatingTable, 'rate' | 'find'>;
  readonly openTicketOf: typeof openTicketOf;
  readonly shop: ShopProfile;
  readonly clock: Clock;
}

const production = (): RateOrderPorts => ({
  ratings: ratingTable(),
  openTicketOf: (...low) => openTicketOf(...low),
  shop: stageShop(),
  clock: systemClock,
});

/** Whether an order may be rated: its shop asks for that, and all of it has arrived. */
export function mayBeRated(record: RateableOrder, now: Date, shop: ShopProfile = stageShop()): boolean {
  const arrived = ratingDaysOf(record, shop) === undefined ? undefined : arrivalOf(record, shop);
  return arrived !== undefined && arrived <= now;
}

/**
 * Takes what a customer makes of an order, once: what stands, stands. With few stars somebody looks into it; should that
 * be cut off, the clock sees to it.
 * @returns whether it was taken, now or before
 */
export async function rateOrder(
  record: OrderRecord,
  given: { readonly stars: number; readonly text: string },
  { ratings, openTicketOf, shop, clock }: RateOrderPorts = production(),
): Promise<boolean> {
  const { order, content, shipments } = record;
  const text = given.text.replaceAll('\r\n', '\n').toWellFormed().trim();
  const isValid = Number.isInteger(given.stars) && given.stars >= 1 && given.stars <= mostStars;
  if (order === undefined || content === undefined || !isValid || text.length > longestWord) return false;
  if (!mayBeRated(record, clock(), shop)) return false;
  const { id: orderId } = order;
  const listed = { orderId, at: clock().toISOString(), stars: given.stars };
  const rating: Rating = { ...listed, ...(text !== '' && { text }) };
  const isFirst = await ratings.rate(rating, {
    ...listed,
    sku: fewOf(content.lines.map(({ sku }) => sku)),
    carrier: fewOf(shipments.flatMap(({ carrier }) => carrier ?? [])),
  });
  const standing = isFirst ? rating : await ratings.find(orderId);
  if (standing !== undefined) await openTicketOf(standing, content);
  return standing?.stars === given.stars;
}

/** Of more, nobody can tell which of them it was. */
const most = 20;

function fewOf(names: readonly string[]): string[] {
  const distinct = [...new Set(names)];
  return distinct.length > most ? [] : distinct;
}
