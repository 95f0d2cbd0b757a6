import { table } from '../table.ts';
import { type DemandResult, foreseers } from './rolling-origin.ts';

/** What is printed, and stands in docs/models/demand.md. */
export function demandPage({ source, firstDay, days, products, origins, kinds, censored }: DemandResult): string {
  const rows = kinds.map(({ kind, cases, mase, coverage }) => [
    kind,
    cases.toLocaleString('en'),
    ...foreseers.map((name) => mase[name].toFixed(2)),
    ...(['naive', 'mean', 'shipped'] as const).map((name) => `${coverage[name].toFixed(1)}%`),
  ]);
  return [
    `${source}: ${products.toLocaleString('en')} products over ${days} days from ${firstDay}; every ${origins.every} days the units of the next ${origins.horizon} days are foreseen from the last ${origins.window}:`,
    table(
      ['demand', 'cases', ...foreseers.map((name) => `MASE ${name}`), 'within 95%: naive', 'mean', 'shipped'],
      rows,
      [0],
    ),
    `Where two weeks in the middle had no stock, the mean of all days lies ${signed(censored.asZero)} off when they count as zero, and ${signed(censored.leftOut)} when they are left out (${censored.cases.toLocaleString('en')} cases).`,
  ].join('\n\n');
}

const signed = (percent: number) => `${percent > 0 ? '+' : ''}${percent.toFixed(1)}%`;
