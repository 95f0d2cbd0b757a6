import type { Order } from '../orders/order.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { environment } from '../runtime/environment.ts';
import { utcDay } from '../runtime/local-day.ts';
import type { ShopProfile } from '../shop/shop-profile.ts';
import { stageShop } from '../shop/stage-shop.ts';
import { momentToAsk, type RateableOrder } from './moment-to-ask.ts';
import { type RatingPlan, type RatingTable, ratingTable } from './rating-table.ts';

/** What planning touches. */
export interface PlanRatingPorts {
  readonly ratings: Pick<RatingTable, 'plan'>;
  readonly shop: ShopProfile;
  readonly clock: Clock;
}

/** Nobody is asked in a stage that leaves out what follows the confirmation. */
const production = (): PlanRatingPorts | undefined =>
  environment('AFTER_SALES') === 'off' ? undefined : { ratings: ratingTable(), shop: stageShop(), clock: systemClock };

/**
 * Has the customer of an order, as it was read, asked what they make of it, once it has arrived. Safe to run twice, late,
 * and beside itself: whoever asks looks at the order anew, and asks once.
 */
export async function planRating(record: RateableOrder, ports = production()): Promise<void> {
  const { order } = record;
  if (ports === undefined || order === undefined) return;
  const { ratings, shop, clock } = ports;
  const at = momentToAsk(record, shop, clock());
  if (at !== undefined) await ratings.plan(planFor(order, at, clock()));
}

/** To be asked on the day of that moment; what is past, today. */
export function planFor({ id }: Pick<Order, 'id'>, at: Date, now: Date): RatingPlan {
  return { orderId: id, day: utcDay(at > now ? at : now) };
}
