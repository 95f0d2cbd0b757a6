import { Duration } from 'aws-cdk-lib';
import { AlarmRule, AlarmState, type IMetric, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';

/** What is promised of many, and how it is counted whether it is kept. */
export interface ServiceLevel {
  /** What is promised, as a sentence goes on after "99% of". */
  readonly promise: string;
  /** The share of all that has to be good over a month; the rest is the error budget. */
  readonly objective: number;
  /** How many were bad, and how many there were, in metric math on what is counted. */
  readonly bad: string;
  readonly all: string;
  readonly counted: Readonly<Record<string, IMetric>>;
}

/**
 * How many times as fast as it would last the error budget is used up, over which time that is looked at, and over
 * which shorter one too, so that an alarm ends soon after its cause.
 */
interface BurnRate {
  readonly times: number;
  readonly over: Duration;
  readonly andOver: Duration;
}

/**
 * The windows and rates of Google's SRE workbook (https://sre.google/workbook/alerting-on-slos/, "multiwindow,
 * multi-burn-rate alerts"), but for its slowest, three days: no period of CloudWatch is longer than one.
 */
const burnRates = {
  Fast: {
    rates: [
      { times: 14.4, over: Duration.hours(1), andOver: Duration.minutes(5) },
      { times: 6, over: Duration.hours(6), andOver: Duration.minutes(30) },
    ],
    because: "2% of a month's error budget are gone within an hour, or 5% within six.",
  },
  Slow: {
    rates: [{ times: 3, over: Duration.days(1), andOver: Duration.hours(2) }],
    because: "10% of a month's error budget are gone within a day: it would not last the month.",
  },
} as const satisfies Record<string, { readonly rates: readonly BurnRate[]; readonly because: string }>;

/** Below this number, bad ones are chance: where little happens, a single one would be a large share. */
const fewest = 3;

/** The share of all, in per cent, that was bad over a time; nothing while it may be chance. */
export function percentBad({ bad, all, counted }: ServiceLevel, period: Duration): MathExpression {
  return new MathExpression({
    expression: `IF((${bad}) >= ${fewest}, 100 * (${bad}) / (${all}), 0)`,
    usingMetrics: { ...counted },
    period,
    label: '% bad',
  });
}

/** Calls an operator when a service level's error budget is used up too fast to last. */
export function ringOnBurnRate(scope: Construct, name: string, level: ServiceLevel, alarms: Alarms): void {
  const budget = 100 * (1 - level.objective);
  for (const [speed, { rates, because }] of Object.entries(burnRates)) {
    const id = `${name}Burn${speed}`;
    const told = {
      scope,
      description: `Too many of what should be good are not: ${promised(level)}. The dashboard shows since when, and what else changed then.`,
      because,
    };
    const burns = (rates as readonly BurnRate[]).map(({ times, over, andOver }) => {
      const parts = [over, andOver].map((window) =>
        alarms.watch(
          `${name}Burn${window.toIsoString().replace(/^PT?/, '')}`,
          { ...told, metric: percentBad(level, window), atLeast: rounded(times * budget) },
          id,
        ),
      );
      return AlarmRule.allOf(...parts.map((part) => AlarmRule.fromAlarm(part, AlarmState.ALARM)));
    });
    alarms.ringWhen(id, { ...told, rule: AlarmRule.anyOf(...burns) });
  }
}

/** "99% of orders …": what is promised, whole. */
export function promised({ objective, promise }: ServiceLevel): string {
  return `${rounded(objective * 100)}% of ${promise}`;
}

function rounded(figure: number): number {
  return Math.round(figure * 1e6) / 1e6;
}
