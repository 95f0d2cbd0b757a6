import { randomInt } from 'node:crypto';
import { below, tryWrite, writesTo } from '../runtime/dynamodb-write.ts';
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

/** What a place has while it is taken, or was not given back. */
interface TakenPlace {
  /** ISO 8601 UTC. */
  readonly takenUntil: string;
  /** When it is forgotten, in seconds since 1970. */
  readonly expiresAt: number;
}

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
  const { update } = writesTo<TakenPlace>(tableName);

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
      if (await takePlace(key, now, until)) return key;
    }
    return undefined;
  }

  function takePlace(key: Key, now: Date, until: Date): Promise<boolean> {
    const takenUntil = until.toISOString();
    return tryWrite(
      update(key, {
        set: { takenUntil, expiresAt: Math.ceil(until.getTime() / 1000) },
        // One holder at a time; what was not given back is free again once its time is over.
        when: [{ takenUntil: undefined }, { takenUntil: below(now.toISOString()) }],
      }),
    );
  }

  async function giveBack(key: Key, until: Date): Promise<void> {
    // Not from under whoever took it since.
    await tryWrite(update(key, { remove: ['takenUntil'], when: { takenUntil: until.toISOString() } }));
  }

  return { take };
}
