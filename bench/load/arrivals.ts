import { setTimeout as pause } from 'node:timers/promises';
import { type Latencies, latenciesOf } from './latencies.ts';
import { type Resources, resourcesOf } from './processes.ts';

/** What a shopper waited for, in milliseconds since the request was sent. */
export interface Served {
  readonly accepted: number;
  readonly confirmed: number;
  /** Until the customer was told, where that is known. */
  readonly told?: number;
}

/** What a load did. */
export interface LoadFigures {
  readonly orders: number;
  readonly ordersPerSecond: number;
  /** Why orders were not served, and how often. */
  readonly errors: Readonly<Record<string, number>>;
  readonly accepted: Latencies;
  readonly confirmed: Latencies;
  readonly told: Latencies;
  readonly resources: Resources | undefined;
}

/** Shoppers who each place an order, wait until it is served, and place the next one, until there were so many. */
export async function closedModel(
  shoppers: number,
  orders: number,
  serve: () => Promise<Served>,
): Promise<LoadFigures> {
  let left = orders;
  const shopper = async (outcomes: Outcome[]) => {
    while (left-- > 0) outcomes.push(await outcomeOf(serve));
  };
  return figuresOf(async (outcomes) => {
    await Promise.all(Array.from({ length: shoppers }, () => shopper(outcomes)));
  });
}

/**
 * Orders that come at a rate, one independent of the other (Poisson), whether or not those before them are served: only
 * so is it seen how a service that is slower than its customers falls behind.
 */
export async function openModel(
  rate: number,
  seconds: number,
  serve: () => Promise<Served>,
  random: () => number = Math.random,
): Promise<LoadFigures> {
  return figuresOf(async (outcomes) => {
    const arrivals: Promise<number>[] = [];
    const begun = performance.now();
    for (const at of arrivalTimes(rate, seconds, random)) {
      await pause(Math.max(0, 1000 * at - (performance.now() - begun)));
      arrivals.push(outcomeOf(serve).then((outcome) => outcomes.push(outcome)));
    }
    await Promise.all(arrivals);
  });
}

/** When orders come, in seconds from the beginning: the times between them are exponentially distributed. */
export function arrivalTimes(rate: number, seconds: number, random: () => number): readonly number[] {
  const times: number[] = [];
  for (let at = 0; ; ) {
    at -= Math.log(1 - random()) / rate;
    if (at >= seconds) return times;
    times.push(at);
  }
}

type Outcome = Served | { readonly error: string };

async function outcomeOf(serve: () => Promise<Served>): Promise<Outcome> {
  try {
    return await serve();
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

async function figuresOf(run: (outcomes: Outcome[]) => Promise<void>): Promise<LoadFigures> {
  const outcomes: Outcome[] = [];
  const resources = resourcesOf(process.pid);
  const begun = performance.now();
  await run(outcomes);
  const seconds = (performance.now() - begun) / 1000;
  const served = outcomes.filter((outcome): outcome is Served => !('error' in outcome));
  const errors: Record<string, number> = {};
  for (const outcome of outcomes) {
    if ('error' in outcome) errors[outcome.error] = (errors[outcome.error] ?? 0) + 1;
  }
  return {
    orders: outcomes.length,
    ordersPerSecond: served.length / seconds,
    errors,
    accepted: latenciesOf(served.map(({ accepted }) => accepted)),
    confirmed: latenciesOf(served.map(({ confirmed }) => confirmed)),
    told: latenciesOf(served.flatMap(({ told }) => told ?? [])),
    resources: resources?.stop(),
  };
}
