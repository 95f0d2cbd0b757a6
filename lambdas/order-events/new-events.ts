import { createHash } from 'node:crypto';
import type { TimelineEvent } from '../order-tracking/order-representation.ts';
import type { orderRepresentation } from '../order-tracking/represent-order.ts';
import { type EventOrder, eventOrder, eventTypeOf, isTold, type OrderEventType } from './order-event.ts';

/** How far an order's events have been recorded. */
export interface EventHead {
  /** How many there are: the place of the last. */
  readonly sequence: number;
  /** The place of the last that everybody who listens was handed. */
  readonly published: number;
  /** Which entries of the timeline were recorded, or are of before anybody listened. */
  readonly seen: readonly string[];
  /** A hash of the order as it was shown last. */
  readonly shown: string;
}

/** What happened, before it has its place among the events of its order. */
export interface NewEvent {
  readonly type: OrderEventType;
  readonly time: string;
  readonly data: { readonly detail?: string | undefined; readonly order: EventOrder };
}

/** So many are recorded at once: with the head of the order, they fit into one transaction. */
export const mostAtOnce = 50;

/**
 * What has happened to an order since its events were recorded last: one event for each further entry of its timeline,
 * in its order, each with the order as it stands now; where there is none and yet it is shown differently, one that
 * says so. What is older than anybody who listens is passed over in silence.
 * @param since since when somebody listens, ISO 8601 UTC
 */
export function newEvents(
  head: EventHead | undefined,
  shown: ReturnType<typeof orderRepresentation>,
  since: string,
  now: Date,
): { readonly events: readonly NewEvent[]; readonly head: EventHead } {
  const order = eventOrder(shown);
  const seen = new Set(head?.seen);
  const unseen = named(shown.timeline).filter(({ name }) => !seen.has(name));
  const told = toldSince(head, since, now);
  const entries = unseen.filter(({ entry }) => entry.at >= told).slice(0, mostAtOnce);
  const passedOver = unseen.filter(({ entry }) => entry.at < told);

  const hash = hashOf({ ...order, version: 0 });
  const events: NewEvent[] = entries.map(({ entry: { event, at, detail } }) => ({
    type: eventTypeOf(event),
    time: at,
    data: { ...(detail !== undefined && { detail }), order },
  }));
  if (events.length === 0 && head !== undefined && head.shown !== hash) {
    events.push({ type: 'order.changed', time: now.toISOString(), data: { order } });
  }
  return {
    events,
    head: {
      sequence: (head?.sequence ?? 0) + events.length,
      published: head?.published ?? 0,
      seen: [...seen, ...passedOver.map(({ name }) => name), ...entries.map(({ name }) => name)],
      shown: hash,
    },
  };
}

/** Of an order of which nobody was ever told, what is older than this is no news: it was there before anybody listened. */
const newsMilliseconds = 3 * 24 * 60 * 60 * 1000;

function toldSince(head: EventHead | undefined, since: string, now: Date): string {
  const recent = new Date(now.getTime() - newsMilliseconds).toISOString();
  return head === undefined && recent > since ? recent : since;
}

/**
 * The entries that others are told of, each with a name that stays its own: not of its wording, which a later release
 * may change, lest all that ever happened be told anew; the second of two at the same moment counts.
 */
function named(timeline: readonly TimelineEvent[]) {
  const before = new Map<string, number>();
  return timeline.flatMap((entry) => {
    const { event, at } = entry;
    if (!isTold(event)) return [];
    const same = `${at} ${event}`;
    const number = (before.get(same) ?? 0) + 1;
    before.set(same, number);
    return [{ entry: { ...entry, event }, name: hashOf([at, event, number]) }];
  });
}

function hashOf(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, 16);
}
