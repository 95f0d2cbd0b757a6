import { randomInt } from 'node:crypto';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { dynamodb, isConditionFailure } from '../runtime/dynamodb.ts';
import { environment } from '../runtime/environment.ts';

/**
 * The LongPolls table: so many places a storefront for answers that are held, `STOREFRONT#<client>` / `PLACE#<number>`.
 * A place is taken until a moment, so that a function which dies gives it back.
 */
const keyOf = (storefront: string, place: number) => ({ pk: `STOREFRONT#${storefront}`, sk: `PLACE#${place}` });

/** Places that are looked at before there is no room: each look costs a write. */
const looks = 2;

/** The functions of the LongPolls table. */
export type LongPollTable = ReturnType<typeof longPollTable>;

/** A place that is taken. */
export interface Place {
  giveBack(): Promise<void>;
}

/** The LongPolls table; the only place that knows its keys and expressions. */
export function longPollTable(
  tableName = environment('LONG_POLLS_TABLE'),
  places = Number(environment('LONG_POLLS_PER_STOREFRONT')),
) {
  /**
   * A place of the storefront from `now` until `until`, or undefined when there seems to be no room: not every place is
   * looked at.
   */
  async function take(storefront: string, now: Date, until: Date): Promise<Place | undefined> {
    const first = randomInt(places);
    for (let look = 0; look < Math.min(looks, places); look++) {
      const Key = keyOf(storefront, (first + look) % places);
      if (await update({ Key, now, until })) return { giveBack: () => giveBack(Key, until) };
    }
    return undefined;
  }

  async function update({ Key, now, until }: { Key: ReturnType<typeof keyOf>; now: Date; until: Date }) {
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

  async function giveBack(Key: ReturnType<typeof keyOf>, until: Date): Promise<void> {
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
