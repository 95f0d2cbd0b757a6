import { deliveredAt } from '../order-return-cases/options-of-order.ts';
import { currentLines } from '../orders/line-counts.ts';
import type { OrderRecord } from '../orders/order-table.ts';
import { unitsInCases } from '../orders/return-case.ts';
import { policyOf } from '../return-policy/shop-policy.ts';
import { brandOf } from '../shop/brand.ts';
import type { ShopProfile } from '../shop/shop-profile.ts';

/** What of an order says whether its customer is to be asked. */
export type RateableOrder = Pick<OrderRecord, 'order' | 'content' | 'shipments' | 'cases'>;

const dayMilliseconds = 86_400_000;

/** What was delivered longer ago is asked about no more. */
export const patienceDays = 60;

/** After how many days the brand of an order asks; undefined where it does not. */
export function ratingDaysOf({ content }: Pick<RateableOrder, 'content'>, shop: ShopProfile): number | undefined {
  return content && brandOf(shop, content.storefront, content.locale).ratings?.afterDays;
}

/** When all of an order had arrived of which its customer keeps something; undefined where nothing of it has, or is kept. */
export function arrivalOf({ order, content, shipments, cases }: RateableOrder, shop: ShopProfile): Date | undefined {
  if (order === undefined || content === undefined || content.replacementOf !== undefined) return undefined;
  const inCases = unitsInCases(cases);
  const keepsSome = currentLines(order, content.lines).some(
    ({ line, fulfilled, returned }) => fulfilled - returned - (inCases.get(line) ?? 0) > 0,
  );
  return keepsSome ? deliveredAt({ order, shipments }, policyOf(shop, content.storefront)) : undefined;
}

/**
 * When the customer of an order is to be asked what they make of it: so many days after all of it had arrived. Undefined
 * where they are not: the shop does not ask, they sent it back or called it off, it is on its way, or too long ago.
 */
export function momentToAsk(record: RateableOrder, shop: ShopProfile, now: Date): Date | undefined {
  const days = ratingDaysOf(record, shop);
  const arrived = days === undefined ? undefined : arrivalOf(record, shop);
  if (days === undefined || arrived === undefined) return undefined;
  if (now.getTime() > arrived.getTime() + patienceDays * dayMilliseconds) return undefined;
  return new Date(arrived.getTime() + days * dayMilliseconds);
}
