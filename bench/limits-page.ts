import { assumptions, secondsOfRun } from './cost/assumptions.ts';
import type { OutcomeUsage } from './cost/meter.ts';
import {
  ceiling,
  elsewhere,
  type HotSku,
  type Mode,
  needs,
  type OrderDemand,
  type QuotaName,
  quotas,
} from './quotas.ts';
import { table } from './table.ts';

/** The rates that the documents show. */
export const shownRates = [10, 300, 1_000, 10_000];

/** A shop with a thousand products that sell equally. */
export const usualSku: HotSku = { share: 0.001, shards: 1 };

/** What an order draws on AWS's quotas, from what the meter counted of it. */
export function demandOf({ usage, units, invocations, calls, emails }: OutcomeUsage): OrderDemand {
  const sum = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((a, b) => a + b, 0);
  const byTable = new Map<string, { read: number; write: number }>();
  for (const [place, { read, write }] of Object.entries(units)) {
    const [name = ''] = place.split('/');
    const known = byTable.get(name) ?? { read: 0, write: 0 };
    byTable.set(name, { read: known.read + read, write: known.write + write });
  }
  return {
    requests: usage['HTTP API requests'] ?? 0,
    transitions: usage['state transitions'] ?? 0,
    taskAnswers: calls['states:SendTaskSuccess'] ?? 0,
    emails,
    lambdaSeconds: sum(invocations) * secondsOfRun(256),
    expressSeconds: assumptions.expressSeconds,
    writeUnits: Math.max(0, ...[...byTable.values()].map(({ write }) => write)),
    readUnits: Math.max(0, ...[...byTable.values()].map(({ read }) => read)),
  };
}

/** What binds at each rate in a mode, and what to raise. */
export function limitsTable(
  mode: Mode,
  order: OrderDemand,
  rates: readonly number[] = shownRates,
  hot: HotSku = usualSku,
  have: Readonly<Partial<Record<QuotaName, number>>> = {},
): string {
  const rows = rates.map((rate) => {
    const all = needs(rate, mode, order, hot, have);
    const binding = all.filter(({ binds }) => binds);
    const [tightest] = all;
    const shown = binding.map(
      ({ quota, need, have }) => `${quota}: ${figure(need)} of ${figure(have)} (${quotas[quota].raise})`,
    );
    const none =
      tightest && `nothing; the tightest is ${tightest.quota}, ${figure(tightest.need)} of ${figure(tightest.have)}`;
    return [rate.toLocaleString('en'), shown.length > 0 ? shown.join('<br>') : (none ?? '')];
  });
  const [here, there] = [ceiling(mode, order, hot, have), ceiling(mode, order, hot, { ...have, ...elsewhere })];
  return [
    table(['orders a second', 'what binds: need of quota (what to do)'], rows, [1]),
    `The first to bind: ${here.quota}, at ${figure(here.rate)} orders a second (elsewhere than in the three largest regions: ${there.quota}, at ${figure(there.rate)}).`,
  ].join('\n\n');
}

function figure(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)));
}
