import { minutesOf, type Night, type StepOfNight } from '../foresight/bottlenecks.ts';
import { quantile } from '../runtime/order-statistics.ts';
import { beforeFirstStep, type StepTime } from './step-times.ts';
import { timelineWays } from './timeline-times.ts';

/** How the time of one order went by, and who takes its money. */
export interface OrderTime {
  readonly provider: string;
  readonly steps: readonly StepTime[];
  /** Whether only its timeline tells it, as of one that ran in an Express execution. */
  readonly isByTimeline?: boolean;
}

const minute = 60_000;

/**
 * What the times of some orders of a day say of all of them: a minute of one that was looked at stands for as many as
 * there are orders for each of those.
 */
export function nightOf(day: string, orders: number, times: readonly OrderTime[]): Night {
  const each = times.length === 0 ? 0 : orders / times.length / minute;
  const byStep = Map.groupBy(
    times.flatMap(({ provider, steps }) => steps.map((time) => ({ provider, time }))),
    ({ time }) => time.step,
  );
  const steps: StepOfNight[] = [...byStep].map(([step, of]) => {
    const sum = (part: 'waiting' | 'running' | 'retrying') =>
      rounded(of.reduce((total, { time }) => total + time[part], 0) * each);
    const spent = of.map(({ time }) => minutesOf(time));
    const errors = Map.groupBy(
      of.flatMap(({ time }) => Object.entries(time.errors)),
      ([error]) => error,
    );
    const dependencies = Map.groupBy(of, ({ provider }) => dependencyOf(step, provider));
    return {
      ...{ step, orders: of.length, waiting: sum('waiting'), running: sum('running'), retrying: sum('retrying') },
      ...{ p50: quantile(spent, 0.5), p95: quantile(spent, 0.95), p99: quantile(spent, 0.99) },
      errors: [...errors]
        .map(([error, lost]) => ({
          ...{ error, orders: lost.length },
          minutes: rounded(lost.reduce((total, [, milliseconds]) => total + milliseconds, 0) * each),
        }))
        .sort((a, b) => b.minutes - a.minutes),
      dependencies: [...dependencies]
        .map(([name, used]) => ({
          ...{ name, orders: used.length },
          minutes: rounded(used.reduce((total, { time }) => total + minutesOf(time), 0) * each),
        }))
        .sort((a, b) => b.minutes - a.minutes),
    };
  });
  steps.sort((a, b) => minutesOf(b) - minutesOf(a));
  const costliest = steps[0]?.step;
  const byTimeline = times.filter(({ isByTimeline }) => isByTimeline).length;
  return {
    ...{ day, orders, sampled: times.length, steps },
    ...(byTimeline > 0 && { byTimeline }),
    ...(costliest !== undefined && { costliest }),
  };
}

/** Whom a step depends on: the provider of the payment where it asks that. */
function dependencyOf(step: string, provider: string): string {
  if (step === 'Check payment' || step === 'Confirm order' || step === timelineWays.confirmed) return provider;
  if (step === beforeFirstStep) return 'Step Functions';
  return step === 'Notify customer' ? 'SES and SNS' : 'DynamoDB';
}

const rounded = (minutes: number) => Math.round(minutes * 1000) / 1000;
