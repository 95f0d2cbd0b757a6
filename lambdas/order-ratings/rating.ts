import * as z from 'zod/mini';
import { OrderId } from '../orders/order.ts';

/** The most stars that a customer may give. */
export const mostStars = 5;

/** With so few, somebody of the shop looks into it. */
export const lowStars = 2;

/** The longest word that goes with them, in characters. */
export const longestWord = 500;

/** Where on the page of an order it is rated. */
export const rateId = 'rate';

/** What a customer makes of an order, once. */
export const Rating = z.object({
  orderId: OrderId,
  /** ISO 8601 UTC. */
  at: z.string(),
  stars: z.int().check(z.gte(1), z.lte(mostStars)),
  /** In their words, until these are erased. */
  text: z.optional(z.string()),
});
export type Rating = Readonly<z.output<typeof Rating>>;

/** The same without words, with what is known of its order: what means are made of. */
export const ListedRating = z.object({
  ...z.omit(Rating, { text: true }).shape,
  sku: z.array(z.string()),
  carrier: z.array(z.string()),
});
export type ListedRating = Readonly<z.output<typeof ListedRating>>;

/** What of an order's rating its page shows: how it was rated, or that it may be. */
export type ShownRating = Pick<Rating, 'stars'> | 'open';
