import { type ForesightTable, foresightTable } from '../foresight/foresight-table.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { batchesOf } from '../runtime/batches.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { despiteFailures } from '../runtime/despite-failures.ts';
import { eachOf } from '../runtime/each-of.ts';
import { daysAfter, utcDay } from '../runtime/local-day.ts';
import { logger } from '../runtime/logger.ts';
import { type TicketTable, ticketTable } from '../tickets/ticket-table.ts';
import { causeKinds, countedWithinDays, type Occurrence } from './cause.ts';
import { countsOf } from './cause-counts.ts';
import { type CauseTable, causeTable } from './cause-table.ts';
import { causesOf, complaintOf } from './causes-of-order.ts';

/** What counting touches. */
export interface CountCausesPorts {
  readonly orders: Pick<OrderTable, 'troubledOf' | 'find'>;
  readonly tickets: Pick<TicketTable, 'openedOn' | 'findTickets'>;
  readonly foresight: Pick<ForesightTable, 'nightsSince'>;
  readonly causes: Pick<CauseTable, 'keepCounts'>;
  readonly clock: Clock;
}

const production = (): CountCausesPorts => ({
  orders: orderTable(),
  tickets: ticketTable(),
  foresight: foresightTable(),
  causes: causeTable(),
  clock: systemClock,
});

const atOnce = 25;
const ticketsPerRead = 100;

/** So many days that no run has come to are made up for. */
const missedDays = 7;
const lookBackDays = Math.max(...Object.values(countedWithinDays)) + missedDays;

/**
 * Counts why orders were rejected, cancelled, late, complained about and returned, by the day of their acceptance: of each
 * day of whose orders something may have happened since the last time. What is counted is what stands, all of it anew, and
 * put in the place of what was counted before: run twice, beside itself or cut off anywhere, it comes to the same.
 * @param asked only this day (UTC), however old
 * @returns how many orders of those days came to something
 * @throws AggregateError of what could not be read; the other days were counted
 */
export async function countCauses(
  asked: string | undefined,
  { orders, tickets, foresight, causes, clock }: CountCausesPorts = production(),
): Promise<{ readonly days: number; readonly orders: number }> {
  const today = utcDay(clock());
  const days =
    asked === undefined ? Array.from({ length: lookBackDays }, (_, back) => daysAfter(today, -1 - back)) : [asked];
  const first = days.at(-1) ?? today;
  const placedOn = new Map((await foresight.nightsSince(first)).map((night) => [night.day, night.orders]));
  const complaints = await complaintsSince(first, today);

  const { attempt, conclude } = despiteFailures({ each: 'a day was not counted', all: 'days were not counted' });
  const troubled = new Set<string>();
  for (const day of days) {
    await attempt({ day }, async () => {
      const found: Occurrence[] = [...(complaints.get(day) ?? [])];
      const ids: Parameters<typeof orders.find>[0][] = [];
      for await (const id of orders.troubledOf(day)) ids.push(id);
      await eachOf(ids, atOnce, async (id) => {
        found.push(...causesOf(await orders.find(id)));
      });
      // None of it stands unless all of it was read.
      for (const kind of causeKinds) await causes.keepCounts(countsOf(kind, day, placedOn.get(day), found));
      for (const { subject } of found) troubled.add(subject);
    });
  }
  logger.info('causes counted', { days: days.length, orders: troubled.size });
  conclude();
  return { days: days.length, orders: troubled.size };

  /** What was complained about since a day, by the day of the order; of no order, by that of the ticket. */
  async function complaintsSince(first: string, last: string): Promise<ReadonlyMap<string, readonly Occurrence[]>> {
    const found = new Map<string, Occurrence[]>();
    for (let day = first; day <= last; day = daysAfter(day, 1)) {
      for (const ids of batchesOf(await tickets.openedOn(day), ticketsPerRead)) {
        await eachOf(await tickets.findTickets(ids), atOnce, async (ticket) => {
          const record = ticket.orderId === undefined ? undefined : await orders.find(ticket.orderId);
          const complaint = complaintOf(ticket, record);
          if (complaint === undefined) return;
          const of = utcDay((record?.order ?? ticket).createdAt);
          found.set(of, [...(found.get(of) ?? []), complaint]);
        });
      }
    }
    return found;
  }
}
