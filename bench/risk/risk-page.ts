import { table } from '../table.ts';
import type { Ranking, RulesAtWork } from './evaluate-risk.ts';

/** What the rules find among generated orders. */
export interface RiskResult {
  readonly rules: string;
  readonly orders: number;
  readonly seed: number;
  readonly fraudShare: number;
  readonly costOfNothing: number;
  readonly rankings: readonly Ranking[];
  readonly atWork: RulesAtWork;
}

/** What is printed of it, and stands in the document. */
export function riskPage({ rules, orders, seed, fraudShare, costOfNothing, rankings, atWork }: RiskResult): string {
  const percent = (share: number) => `${(100 * share).toFixed(1)}%`;
  const money = (minor: number) => Math.round(minor / 100).toLocaleString('en');
  const title = `Rules of ${rules}, ${orders.toLocaleString('en')} generated orders (seed ${seed}), ${percent(fraudShare)} of them fraud; without any look, they cost ${money(costOfNothing)} per 10,000 orders.`;
  const rows = rankings.map(({ name, averagePrecision, cost, looks, recall }) => [
    name,
    averagePrecision.toFixed(3),
    money(cost),
    String(Math.round(looks)),
    percent(recall),
  ]);
  const work = `At their own thresholds the rules hold ${Math.round(atWork.reviewed)} of 10,000 orders and decline ${Math.round(atWork.declined)}; ${percent(atWork.precision)} of those are fraud, and ${percent(atWork.recall)} of all fraud is among them. That costs ${money(atWork.cost)} per 10,000 orders.`;
  const head = ['ranked by', 'PR-AUC', 'cost per 10,000 orders', 'looks', 'fraud seen'];
  return `${title}\n\n${table(head, rows, [0])}\n\n${work}`;
}
