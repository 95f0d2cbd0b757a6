import type { OrderId } from '../orders/order.ts';
import type { OrderTable } from '../orders/order-table.ts';
import { utcDay } from '../runtime/local-day.ts';
import type { Match, Meanings } from './meanings.ts';
import { type IndexedKind, partitionOf, partitionsOfDay } from './search-entry.ts';
import { always, type Found, positionOf, type SearchTable, type Span } from './search-table.ts';

/** An order, and by what of it it was found. */
export interface Sighting extends Found {
  readonly matched: readonly Match[];
}

/** A list of orders, sorted by their age: what is behind a place, at most so many. */
export type List = (behind: string | undefined, limit: number) => Promise<readonly Sighting[]>;

/** From when to when orders were placed, ISO 8601 UTC. */
export interface Placed {
  readonly placedAfter?: string | undefined;
  readonly placedBefore?: string | undefined;
}

/** The kind of entry by which a meaning is looked for, and by what of it an order is then found. */
const indexed: Readonly<Partial<Record<keyof Meanings, { readonly kind: IndexedKind; readonly match: Match }>>> = {
  email: { kind: 'email', match: 'email' },
  phone: { kind: 'phone', match: 'phone' },
  sku: { kind: 'sku', match: 'sku' },
  former: { kind: 'former', match: 'number' },
};

/** The orders that have what is meant, the newest first. */
export function havingMeant(meanings: Meanings, placed: Placed, index: Pick<SearchTable, 'newest'>, key: string): List {
  const partitions = Object.entries(indexed).flatMap(([meaning, { kind, match }]) => {
    const value = meanings[meaning as keyof Meanings];
    return value === undefined ? [] : [{ partition: partitionOf(kind, value, key), match }];
  });
  return async (behind, limit) => {
    const span = { ...spanOf(placed), ...(behind !== undefined && { before: behind }) };
    const pages = await Promise.all(
      partitions.map(async ({ partition, match }) => seen(await index.newest(partition, span, limit), match)),
    );
    return merged(pages.flat()).slice(0, limit);
  };
}

/** The orders that wait for their answer, the oldest first. */
export function waiting(placed: Placed, orders: Pick<OrderTable, 'openSince'>): List {
  const { from, before } = spanOf(placed);
  return async (behind, limit) => {
    const open = await orders.openSince(before, behind?.slice(0, behind.indexOf('#')) ?? from);
    const found = open.map(({ id, since }) => ({
      orderId: id,
      position: positionOf({ createdAt: since, orderId: id }),
      matched: [],
    }));
    const isBehind = ({ position }: Found) => behind === undefined || position > behind;
    return found
      .filter(isBehind)
      .sort((a, b) => (a.position < b.position ? -1 : 1))
      .slice(0, limit);
  };
}

/** So far back all orders are listed, unless it is said since when. */
export const defaultDays = 90;

const mostDaysAtOnce = 16;
const dayMilliseconds = 86_400_000;

/** All orders, the newest first. */
export function everyOne(placed: Placed, index: Pick<SearchTable, 'newest'>, now: Date): List {
  const newest = placed.placedBefore ?? now.toISOString();
  const from = placed.placedAfter ?? new Date(Date.parse(newest) - defaultDays * dayMilliseconds).toISOString();
  return async (behind = newest, limit) => {
    const found: Sighting[] = [];
    let day = Date.parse(utcDay(behind));
    // Twice as many days at once each time: of a shop with many orders one day is enough, of another a page takes many.
    for (
      let atOnce = 1;
      found.length < limit && day + dayMilliseconds > Date.parse(from);
      atOnce = Math.min(2 * atOnce, mostDaysAtOnce)
    ) {
      const days = Array.from({ length: atOnce }, (_, ago) => new Date(day - ago * dayMilliseconds).toISOString());
      const pages = await Promise.all(
        days.flatMap(partitionsOfDay).map((partition) => index.newest(partition, { from, before: behind }, limit)),
      );
      found.push(...pages.flatMap((page) => seen(page)));
      day -= atOnce * dayMilliseconds;
    }
    return merged(found).slice(0, limit);
  };
}

/** Each order once, the newest first. */
export function merged(sightings: readonly Sighting[]): readonly Sighting[] {
  const orders = new Map<OrderId, Sighting>();
  for (const sighting of sightings) {
    const matched = new Set([...(orders.get(sighting.orderId)?.matched ?? []), ...sighting.matched]);
    orders.set(sighting.orderId, { ...sighting, matched: [...matched] });
  }
  return [...orders.values()].sort((a, b) => (a.position > b.position ? -1 : 1));
}

function seen(found: readonly Found[], match?: Match): readonly Sighting[] {
  return found.map((one) => ({ ...one, matched: match === undefined ? [] : [match] }));
}

const spanOf = ({ placedAfter = always.from, placedBefore = always.before }: Placed): Span => ({
  from: placedAfter,
  before: placedBefore,
});
