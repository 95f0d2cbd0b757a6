import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { OrderId } from '../orders/order.ts';
import { dynamodb, query, transact } from '../runtime/dynamodb.ts';
import { read } from '../runtime/dynamodb-read.ts';
import { absent, present, tryWrite, writesTo } from '../runtime/dynamodb-write.ts';
import { environment } from '../runtime/environment.ts';
import { OverloadError } from '../runtime/overload-error.ts';
import { ListedRating, Rating } from './rating.ts';

/**
 * The Ratings table:
 * - `DUE#<day>` / the order: whose customer is to be asked on a day (UTC), forgotten after 90
 * - `ORDER#<id>` / `ASKED`: that they were, or nobody knows whether; `RATING`: what they said
 * - `RATED` / `<at>#<order>`: each rating without words, forgotten after two years
 */
const keys = {
  due: (day: string, orderId: string) => ({ pk: `DUE#${day}`, sk: orderId }),
  asked: (orderId: string) => ({ pk: `ORDER#${orderId}`, sk: 'ASKED' }),
  rating: (orderId: string) => ({ pk: `ORDER#${orderId}`, sk: 'RATING' }),
  rated: 'RATED',
} as const;

const daySeconds = 86_400;
const planKeptDays = 90;
const listedDays = 730;

/** An order whose customer is to be asked, and on which day. */
export interface RatingPlan {
  readonly orderId: OrderId;
  readonly day: string;
}

/** The functions of the Ratings table. */
export type RatingTable = ReturnType<typeof ratingTable>;

/** The Ratings table; the only place that knows its keys and expressions. */
export function ratingTable(tableName = environment('RATINGS_TABLE')) {
  const { put, update } = writesTo<Rating>(tableName);

  /** Has a customer asked on a day. */
  async function plan({ orderId, day }: RatingPlan): Promise<void> {
    const expiresAt = Date.parse(day) / 1000 + planKeptDays * daySeconds;
    await dynamodb.send(new PutCommand({ TableName: tableName, Item: { ...keys.due(day, orderId), expiresAt } }));
  }

  /** Takes back that a customer is to be asked. */
  async function unplan({ orderId, day }: RatingPlan): Promise<void> {
    await dynamodb.send(new DeleteCommand({ TableName: tableName, Key: keys.due(day, orderId) }));
  }

  /** Whose customers are to be asked on a day. */
  async function* dueOn(day: string): AsyncGenerator<RatingPlan> {
    for await (const { sk } of partition(keys.due(day, '').pk, '0')) yield { orderId: z.parse(OrderId, sk), day };
  }

  /** Claims to ask a customer. @returns false where somebody has, or may have */
  async function claim(orderId: OrderId, at: string): Promise<boolean> {
    return tryWrite(put({ ...keys.asked(orderId), at }, { pk: absent }));
  }

  /** Gives a claim back: they were not asked. */
  async function release(orderId: OrderId): Promise<void> {
    await dynamodb.send(new DeleteCommand({ TableName: tableName, Key: keys.asked(orderId) }));
  }

  /**
   * Keeps what a customer makes of an order, once.
   * @returns false where it is rated already; nothing was written
   * @throws RatingContention when it is rated twice at the same moment; worth a retry
   */
  async function rate(rating: Rating, listed: ListedRating): Promise<boolean> {
    const { orderId, at } = rating;
    const expiresAt = Math.floor(Date.parse(at) / 1000) + listedDays * daySeconds;
    const refusals = await transact([
      put({ ...keys.rating(orderId), ...rating }, { pk: absent }),
      put({ pk: keys.rated, sk: `${at}#${orderId}`, ...listed, expiresAt }),
    ]);
    if (refusals === undefined) return true;
    if (refusals[0]?.kind === 'condition') return false;
    throw new RatingContention(`order ${orderId}`);
  }

  /** What a customer made of an order. */
  async function find(orderId: OrderId): Promise<Rating | undefined> {
    return read({ tableName, key: keys.rating(orderId), as: (item) => z.parse(Rating, item) });
  }

  /** The ratings from a day on, the oldest first; may be a moment behind. */
  async function* ratedSince(day: string): AsyncGenerator<ListedRating> {
    for await (const item of partition(keys.rated, day)) yield z.parse(ListedRating, item);
  }

  /** Erases the words of a rating; the stars stay. */
  async function erase(orderId: OrderId): Promise<void> {
    await tryWrite(update(keys.rating(orderId), { remove: ['text'], when: { pk: present } }));
  }

  function partition(pk: string, from: string) {
    return query({
      TableName: tableName,
      KeyConditionExpression: 'pk = :pk AND sk >= :from',
      ExpressionAttributeValues: { ':pk': pk, ':from': from },
    });
  }

  return { plan, unplan, dueOn, claim, release, rate, find, ratedSince, erase };
}

/** An order is rated twice at the same moment. */
class RatingContention extends OverloadError {
  override readonly name = 'RatingContention';
}
