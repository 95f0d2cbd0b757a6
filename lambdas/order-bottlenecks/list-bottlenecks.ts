import * as z from 'zod/mini';
import { Night } from '../foresight/bottlenecks.ts';
import { type ForesightTable, foresightTable } from '../foresight/foresight-table.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { daysAfter, utcDay } from '../runtime/local-day.ts';
import { robustSlope } from '../runtime/order-statistics.ts';

/** Where the time of customers went: the answer of `GET /operations/bottlenecks`. */
export const Bottlenecks = z.object({
  /** The oldest first. */
  nights: z.array(Night),
  /** By how many milliseconds a day the 95th percentile of each step grew, or fell, over these nights. */
  trends: z.array(z.object({ step: z.string(), p95PerDay: z.number() })),
});
export type Bottlenecks = Readonly<z.output<typeof Bottlenecks>>;

/** What listing touches. */
export interface ListBottlenecksPorts {
  readonly foresight: Pick<ForesightTable, 'nightsSince'>;
  readonly clock: Clock;
}

const shownDays = 28;
const dayMilliseconds = 86_400_000;

/** Where the time of customers went in the last four weeks. */
export async function listBottlenecks(
  { foresight, clock }: ListBottlenecksPorts = { foresight: foresightTable(), clock: systemClock },
): Promise<Bottlenecks> {
  const first = daysAfter(utcDay(clock()), -shownDays);
  const nights = await foresight.nightsSince(first);
  const steps = new Set(nights.flatMap((night) => night.steps.map(({ step }) => step)));
  return {
    nights: [...nights],
    trends: [...steps].flatMap((step) => {
      const p95PerDay = robustSlope(
        nights.flatMap(({ day, steps }) =>
          steps
            .filter((one) => one.step === step)
            .map(({ p95 }) => ({ at: Date.parse(day) / dayMilliseconds, value: p95 })),
        ),
      );
      return p95PerDay === undefined ? [] : [{ step, p95PerDay }];
    }),
  };
}
