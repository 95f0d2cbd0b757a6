import { randomInt } from 'node:crypto';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { dynamodb, isConditionFailure } from '../runtime/dynamodb.ts';
import { environment } from '../runtime/environment.ts';

/**
 * The LongPolls table: so many places for answers that are held, `ALL#<number>` / `PLACE`, and among those so many for
 * one storefront, `STOREFRONT#<client>` / `PLACE#<number>`. A place is taken until a moment, so that a function which
 * dies gives it back.
 */
const keysOf = {
  storefront: (client: string) => (place: number) => ({ pk: `STOREFRONT#${client}`, sk: `PLACE#${place}` }),
  // Each in a partition of its own: all storefronts come here.
  all: (place: number) => ({ pk: `ALL#${place}`, sk: 'PLACE' }),
};

/** How many places there are. */
export interface Places {
  readonly perStorefront: number;
  readonly inAll: number;
}

/** Places that are looked at before there is no room: each look costs a write. */
const looks = 2;

/** The functions of the LongPolls table. */
export type LongPollTable = ReturnType<typeof longPollTable>;

/** The key of a place. */
type Key = ReturnType<typeof keysOf.all>;

/** A place that is taken. */
export interface Place {
  giveBack(): Promise<void>;
}

/** The LongPolls table; the only place that knows its keys and expressions. */
export function longPollTable(
  tableName = environment('LONG_POLLS_TABLE'),
  places: Places = {
    perStorefront: Number(environment('LONG_POLLS_PER_STOREFRONT')),
    inAll: Number(environment('LONG_POLLS_IN_ALL')),
  },
) {
  /**
   * A place of the storefront from `now` until `until`, or undefined when there seems to be no room for it, or for
   * anybody: not every place is looked at.
   */
  async function take(storefront: string, now: Date, until: Date): Promise<Place | undefined> {
    const own = await takeOneOf(places.perStorefront, keysOf.storefront(storefront), now, until);
    if (own === undefined) return undefined;
    const shared = await takeOneOf(places.inAll, keysOf.all, now, until);
    if (shared === undefined) {
      await giveBack(own, until);
      return undefined;
    }
    return {
      giveBack: async () => {
        await Promise.all([giveBack(own, until), giveBack(shared, until)]);
      },
    };
  }

  async function takeOneOf(
    count: number,
    keyOf: (place: number) => Key,
    now: Date,
    until: Date,
  ): Promise<Key | undefined> {
    const first = randomInt(count);
    for (let look = 0; look < Math.min(looks, count); look++) {
      const key = keyOf((first + look) % count);
      if (await update({ Key: key, now, until })) return key;
    }
    return undefined;
  }

  async function update({ Key, now, until }: { Key: Key; now: Date; until: Date }) {
    return unlessRefused(
      new UpdateCommand({
        TableName: tableName,
        Key,
        UpdateExpression: 'SET takenUntil = :until, expiresAt = :expires',
        // One holder at a time; what was not given back is free again once its time is over.
        ConditionExpression: 'attribute_not_exists(takenUntil) OR takenUntil < :now',
        ExpressionAttributeValues: {
          ':until': until.toISOString(),
          ':now': now.toISOString(),
          ':expires': Math.ceil(until.getTime() / 1000),
        },
      }),
    );
  }

  async function giveBack(Key: Key, until: Date): Promise<void> {
    await unlessRefused(
      new UpdateCommand({
        TableName: tableName,
        Key,
        UpdateExpression: 'REMOVE takenUntil',
        // Not from under whoever took it since.
        ConditionExpression: 'takenUntil = :until',
        ExpressionAttributeValues: { ':until': until.toISOString() },
      }),
    );
  }

  return { take };
}

async function unlessRefused(command: UpdateCommand): Promise<boolean> {
  try {
    await dynamodb.send(command);
    return true;
  } catch (error) {
    if (isConditionFailure(error)) return false;
    throw error;
  }
}
