import * as z from 'zod/mini';
import { OrderId } from '../orders/order.ts';
import { indexShardOf, indexShards } from '../orders/order-keys.ts';
import { query } from '../runtime/dynamodb.ts';
import { read } from '../runtime/dynamodb-read.ts';
import { absent, atMost, present, tryWrite, writesTo } from '../runtime/dynamodb-write.ts';
import { environment } from '../runtime/environment.ts';
import { type CarrierProviderName, carrierProviderNames } from './providers/registry.ts';

/** That somebody follows a parcel for us. */
export const Tracker = z.object({
  provider: z.enum(carrierProviderNames),
  trackingNumber: z.string(),
  orderId: OrderId,
  shipmentId: z.string(),
  /** What the provider calls it, once it follows it. */
  reference: z.optional(z.string()),
  /** When it was asked last, ISO 8601 UTC. */
  askedAt: z.optional(z.string()),
  /** When it is to be asked next; absent once there is nothing more to hear. */
  dueAt: z.optional(z.string()),
  /** How often in a row there was no answer. */
  failures: z.optional(z.int()),
});
export type Tracker = Readonly<z.output<typeof Tracker>>;

/** Which tracker. */
export type TrackerName = Pick<Tracker, 'provider' | 'trackingNumber' | 'orderId' | 'shipmentId'>;

/** What came of asking. */
export interface Settlement extends Pick<Tracker, 'reference' | 'failures' | 'dueAt'> {
  /** It was not asked how the parcel stands, only to follow it. */
  readonly mayAskAtOnce?: boolean;
}

/** The attributes of an item beside its key. */
type Item = Tracker & { readonly dueShard?: string; readonly expiresAt: number };

/** So long trackers are kept, and with them what may still be corrected; and the names of notifications. */
const [trackerDays, notificationDays] = [180, 7];

/** So many are asked about by one call for them. */
const mostDue = 500;

/** The functions of the Trackers table. */
export type TrackerTable = ReturnType<typeof trackerTable>;

/**
 * The Trackers table: who follows which parcel, and when they are to be asked next. `PARCEL#<provider>#<number>` /
 * `SHIPMENT#<order>#<shipment>`; and `NOTIFICATION#<provider>#<id>` / `NOTIFICATION`, the notifications that were dealt
 * with. The sparse index `due-trackers` holds those that are to be asked, over `indexShards` partitions.
 */
export function trackerTable(tableName = environment('TRACKERS_TABLE')) {
  const { update, put } = writesTo<Item>(tableName);

  /** Begins to follow a parcel, at once. Does nothing where it is followed already. */
  async function add(tracker: TrackerName, now: Date): Promise<void> {
    const due = dueFrom(tracker, now.toISOString());
    await tryWrite(put({ ...keyOf(tracker), ...tracker, ...due, expiresAt: after(now, trackerDays) }, { pk: absent }));
  }

  /** The trackers of a provider's number: parcels of several orders may travel under one. */
  async function find(provider: CarrierProviderName, trackingNumber: string): Promise<readonly Tracker[]> {
    const found: Tracker[] = [];
    const ofNumber = {
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': numberKey(provider, trackingNumber) },
    };
    for await (const item of query({ TableName: tableName, ...ofNumber, ConsistentRead: true })) {
      found.push(z.parse(Tracker, item));
    }
    return found;
  }

  /** A tracker as it stands. */
  async function get(tracker: TrackerName): Promise<Tracker | undefined> {
    return read({ tableName, key: keyOf(tracker), as: (item) => z.parse(Tracker, item) });
  }

  /** The trackers that are to be asked about by now, those that wait longest first. */
  async function due(now: Date): Promise<readonly TrackerName[]> {
    const found: { readonly dueAt: string; readonly tracker: TrackerName }[] = [];
    for (let shard = 0; shard < indexShards; shard++) {
      const ofShard = {
        IndexName: 'due-trackers',
        KeyConditionExpression: 'dueShard = :shard AND dueAt <= :now',
        ExpressionAttributeValues: { ':shard': `DUE#${shard}`, ':now': now.toISOString() },
      };
      let ofThisShard = 0;
      for await (const { pk, sk, dueAt } of query({ TableName: tableName, ...ofShard })) {
        found.push({ dueAt: String(dueAt), tracker: nameIn(String(pk), String(sk)) });
        if (++ofThisShard === mostDue) break;
      }
    }
    return found
      .sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1))
      .slice(0, mostDue)
      .map(({ tracker }) => tracker);
  }

  /** Has a tracker asked about at this time, be it sooner or later than it was to be. */
  async function askAt(tracker: TrackerName, at: string): Promise<void> {
    await tryWrite(update(keyOf(tracker), { set: dueFrom(tracker, at), when: { pk: present } }));
  }

  /**
   * Takes it upon the caller to ask about a tracker, unless that was done a moment ago.
   * @param againAt when it is asked about again should the caller be cut off
   * @returns false when it was, or there is no such tracker
   */
  async function claim(tracker: TrackerName, now: Date, everySeconds: number, againAt: string): Promise<boolean> {
    const before = new Date(now.getTime() - everySeconds * 1000).toISOString();
    const set = { askedAt: now.toISOString(), ...dueFrom(tracker, againAt) };
    const when = [
      { pk: present, askedAt: absent },
      { pk: present, askedAt: atMost(before) },
    ];
    return tryWrite(update(keyOf(tracker), { set, when }));
  }

  /**
   * Notes what came of asking, over the claim, and when to ask next; not at all without `dueAt`. Whoever had it asked
   * about meanwhile has it so.
   */
  async function settle(
    tracker: TrackerName,
    claimedUntil: string,
    { dueAt, mayAskAtOnce = false, ...noted }: Settlement,
  ): Promise<void> {
    const key = keyOf(tracker);
    const asked = mayAskAtOnce ? (['askedAt'] as const) : [];
    const change =
      dueAt === undefined
        ? { set: noted, remove: [...asked, 'dueShard', 'dueAt'] as const }
        : { set: { ...noted, ...dueFrom(tracker, dueAt) }, remove: asked };
    if (await tryWrite(update(key, { ...change, when: { dueAt: claimedUntil } }))) return;
    await tryWrite(update(key, { set: noted, remove: asked, when: { pk: present } }));
  }

  /** Ends following a parcel that is not the shipment's any more: nothing is to be heard of it. */
  async function drop(tracker: TrackerName): Promise<void> {
    await tryWrite(update(keyOf(tracker), { remove: ['dueShard', 'dueAt'], when: { pk: present } }));
  }

  /** Whether a notification was dealt with. */
  async function hasNotification(provider: string, eventId: string): Promise<boolean> {
    return (await read({ tableName, key: notificationKey(provider, eventId), as: () => true })) ?? false;
  }

  /** Notes that a notification was dealt with. */
  async function addNotification(provider: string, eventId: string, now: Date): Promise<void> {
    await tryWrite(put({ ...notificationKey(provider, eventId), expiresAt: after(now, notificationDays) }));
  }

  return { add, find, get, due, askAt, claim, settle, drop, hasNotification, addNotification };
}

const numberKey = (provider: string, trackingNumber: string) => `PARCEL#${provider}#${trackingNumber}`;
const keyOf = ({ provider, trackingNumber, orderId, shipmentId }: TrackerName) => ({
  pk: numberKey(provider, trackingNumber),
  sk: `SHIPMENT#${orderId}#${shipmentId}`,
});
const notificationKey = (provider: string, eventId: string) => ({
  pk: `NOTIFICATION#${provider}#${eventId}`,
  sk: 'NOTIFICATION',
});

/** The tracker of a key. */
function nameIn(pk: string, sk: string): TrackerName {
  const [, provider, ...number] = pk.split('#');
  const [, orderId, shipmentId] = sk.split('#');
  return z.parse(z.pick(Tracker, { provider: true, trackingNumber: true, orderId: true, shipmentId: true }), {
    ...{ provider, orderId, shipmentId },
    trackingNumber: number.join('#'),
  });
}

const dueFrom = ({ orderId }: TrackerName, dueAt: string) => ({ dueShard: `DUE#${indexShardOf(orderId)}`, dueAt });

const after = (now: Date, days: number) => Math.ceil(now.getTime() / 1000) + days * 86_400;
