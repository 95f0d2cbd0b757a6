import { mayBeRated } from '../order-ratings/rate-order.ts';
import type { ShownRating } from '../order-ratings/rating.ts';
import { ratingTable } from '../order-ratings/rating-table.ts';
import type { Snapshot } from '../order-tracking/represent-order.ts';
import { environment } from '../runtime/environment.ts';

/** How an order is rated, or that it may be; of one that may not, nothing is read. */
export async function shownRating(snapshot: Snapshot, now: Date): Promise<ShownRating | undefined> {
  if (environment('AFTER_SALES') === 'off' || !mayBeRated(snapshot, now)) return undefined;
  return (await ratingTable().find(snapshot.order.id)) ?? 'open';
}
