import { setTimeout as pause } from 'node:timers/promises';
import type * as z from 'zod/mini';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { wrongParameter } from '../runtime/query-parameter.ts';
import { type OrderEventTable, orderEventTable } from './order-event-table.ts';
import { listenersKeptMilliseconds } from './record-order-events.ts';
import type { EventPage } from './webhook-endpoint.ts';

/** What listing events touches. */
export interface ListEventsPorts {
  readonly log: Pick<OrderEventTable, 'listenToFeed' | 'feed'>;
  readonly pause: (milliseconds: number) => Promise<unknown>;
  readonly clock: Clock;
}

const production = (): ListEventsPorts => ({ log: orderEventTable(), pause, clock: systemClock });

/**
 * How old an event is before it is listed: longer than it takes to be recorded, so that none comes later into what was
 * read already.
 */
const settledMilliseconds = 60_000;

/**
 * The events of a storefront's orders behind a cursor, as they were recorded. With the first call it begins to listen,
 * if no endpoint of its does: its events are recorded from then on, until it has not asked for 30 days.
 * @throws Problem malformed-request
 */
export async function listEvents(
  storefront: string,
  after: string | undefined,
  limit: number,
  { log, pause, clock }: ListEventsPorts = production(),
): Promise<z.output<typeof EventPage>> {
  if (after !== undefined && !/^\d{4}-\d\d-\d\dT[\d:.]+Z(#[0-9a-f-]{36}#\d{10})?$/.test(after)) {
    throw wrongParameter('after', 'must be the `next` of an earlier page');
  }
  const now = clock();
  // So long it is remembered who listened before: of what changes behind the answer, nothing is left out.
  if (await log.listenToFeed(storefront, now)) await pause(listenersKeptMilliseconds);
  const settled = new Date(now.getTime() - settledMilliseconds).toISOString();
  const found = await log.feed(storefront, after ?? '', settled, limit);
  return { events: found.map(({ event }) => event), next: found.at(-1)?.position ?? after ?? settled };
}
