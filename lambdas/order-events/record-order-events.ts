import { readStoredSnapshot } from '../order-tracking/read-stored-snapshot.ts';
import { orderRepresentation, type Snapshot } from '../order-tracking/represent-order.ts';
import type { OrderId } from '../orders/order.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { environment } from '../runtime/environment.ts';
import { keptFor } from '../runtime/kept-for.ts';
import { handOver } from './hand-over.ts';
import { mostAtOnce, newEvents } from './new-events.ts';
import { eventSource, type OrderEvent, sequenceOf } from './order-event.ts';
import { type Listener, type OrderEventTable, orderEventTable } from './order-event-table.ts';

/** What recording events touches. */
export interface RecordOrderEventsPorts {
  readonly log: Pick<OrderEventTable, 'listeners' | 'findHead' | 'append' | 'eventsBehind' | 'markPublished'>;
  readonly readSnapshot: (orderId: OrderId) => Promise<Snapshot | undefined>;
  readonly handOver: (events: readonly OrderEvent[], listeners: readonly Listener[]) => Promise<void>;
  /** Whether every storefront's events go to a bus. */
  readonly hasBus: boolean;
  readonly source: string;
  readonly clock: Clock;
}

/** So long who listens is remembered, in milliseconds: whoever begins to is answered after it is over. */
export const listenersKeptMilliseconds = 2_000;

/** Who listens: read once for a batch of changes, and for those of the same moment. */
const listeners = keptFor(listenersKeptMilliseconds, () => orderEventTable().listeners(systemClock()));

const production = (): RecordOrderEventsPorts => ({
  log: { ...orderEventTable(), listeners },
  readSnapshot: readStoredSnapshot,
  handOver,
  hasBus: environment('EVENT_BUS_NAME') !== 'none',
  source: eventSource(environment('STAGE')),
  clock: systemClock,
});

/** So many others may record events of the same order at the same moment. */
const attempts = 10;

/**
 * Records what has happened to an order since the last time as its events, and hands them to all who listen. It goes by
 * what stands, not by what changed: whichever change it is called for, however late, twice or beside itself, each thing
 * that happened becomes one event, in its place among those of the order, which is handed over at least once. Where
 * nobody listens it does nothing.
 * @throws Error when it came to nothing, or not everybody was handed all; worth a retry
 */
export async function recordOrderEvents(
  orderId: OrderId,
  { log, readSnapshot, handOver, hasBus, source, clock }: RecordOrderEventsPorts = production(),
): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const now = clock();
    const anybody = await log.listeners(now);
    if (anybody.length === 0 && !hasBus) return;
    // First the head: what is read after it is no older.
    const head = await log.findHead(orderId);
    const snapshot = await readSnapshot(orderId);
    if (snapshot === undefined) return;
    const { storefront } = snapshot.order;
    const listeners = anybody.filter((listener) => listener.storefront === storefront);
    if (listeners.length === 0 && !hasBus) return;

    const since = hasBus ? '' : listeners.map((listener) => listener.since).sort()[0];
    const found = newEvents(head, orderRepresentation(snapshot, undefined), since ?? '', now);
    const first = (head?.sequence ?? 0) + 1;
    const events = found.events.map(({ type, time, data }, index): OrderEvent => {
      const sequence = sequenceOf(first + index);
      return {
        specversion: '1.0',
        id: `${orderId}-${sequence}`,
        source,
        type,
        subject: orderId,
        time,
        datacontenttype: 'application/json',
        sequence,
        storefront,
        data,
      };
    });
    if (events.length > 0 && !(await log.append(orderId, head, found.head, events, now))) continue;

    const { published, sequence } = events.length > 0 ? found.head : (head ?? found.head);
    if (published < sequence) {
      // Those too that were recorded by somebody who was cut off before they were handed over.
      const unpublished = published < first - 1 ? await log.eventsBehind(orderId, sequenceOf(published)) : events;
      await handOver(unpublished, listeners);
      await log.markPublished(orderId, sequence);
    }
    // One with so much news that it takes several rounds.
    if (events.length < mostAtOnce) return;
  }
  throw new Error(`the events of order ${orderId} were not recorded: others record them all the time`);
}
