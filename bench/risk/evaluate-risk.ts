import { decideRisk, type RiskRules } from '../../lambdas/risk/decide-risk.ts';
import type { LabelledOrder } from './generated-orders.ts';

/** What things cost a shop, in the minor unit: to state, and to change. */
export const costs = {
  /** Of a chargeback, beside the goods. */
  chargebackFee: 2_000,
  /** A person's look at an order. */
  look: 300,
  /** What is lost of a good order that is refused: its margin, and some of the customer. */
  refusedShare: 0.4,
  /** How often people who look are right. */
  peopleAreRight: 0.9,
} as const;

/** How well a way to rank orders finds fraud. */
export interface Ranking {
  readonly name: string;
  /** The area under the curve of precision and recall, as average precision: of a ranking by chance, the share of fraud. */
  readonly averagePrecision: number;
  /** The cheapest threshold: what it costs 10,000 orders, how many of them people look at, and what share of fraud they see. */
  readonly cost: number;
  readonly looks: number;
  readonly recall: number;
}

/** What the rules, at their own thresholds, do to orders. */
export interface RulesAtWork {
  readonly reviewed: number;
  readonly declined: number;
  /** Of those that are held or declined, the share that is fraud; and of fraud, the share that is. */
  readonly precision: number;
  readonly recall: number;
  readonly cost: number;
}

type Score = (order: LabelledOrder) => number;

/** What 10,000 orders cost if nobody looks at any. */
export function costOfNothing(orders: readonly LabelledOrder[]): number {
  return per10000(
    orders.filter(({ isFraud }) => isFraud).reduce((sum, order) => sum + missed(order), 0),
    orders,
  );
}

/** Ranks orders by a score, and looks at those above each threshold. */
export function ranking(name: string, orders: readonly LabelledOrder[], score: Score): Ranking {
  const ranked = orders.map((order) => ({ order, score: score(order) })).sort((a, b) => b.score - a.score);
  const frauds = orders.filter(({ isFraud }) => isFraud).length;
  const unseen = orders.reduce((sum, order) => sum + (order.isFraud ? missed(order) : 0), 0);
  let found = 0;
  let area = 0;
  let total = unseen;
  let best = { cost: per10000(unseen, orders), looks: 0, recall: 0 };
  for (let seen = 0; seen < ranked.length; ) {
    const { score: threshold } = ranked[seen] ?? { score: 0 };
    const before = found;
    // Those of one score are looked at together.
    for (; ranked[seen]?.score === threshold; seen++) {
      const order = ranked[seen]?.order;
      if (order === undefined) break;
      if (order.isFraud) found++;
      total += looked(order) - (order.isFraud ? missed(order) : 0);
    }
    area += ((found - before) / frauds) * (found / seen);
    const cost = per10000(total, orders);
    if (cost < best.cost) best = { cost, looks: (10_000 * seen) / orders.length, recall: found / frauds };
  }
  return { name, averagePrecision: area, ...best };
}

/** The rules as they stand. */
export function rulesAtWork(orders: readonly LabelledOrder[], rules: RiskRules): RulesAtWork {
  const counts = { reviewed: 0, declined: 0, caught: 0, frauds: 0, cost: 0 };
  for (const order of orders) {
    const { outcome } = decideRisk(order.signals, rules);
    if (order.isFraud) counts.frauds++;
    if (outcome === 'REVIEW') counts.reviewed++;
    if (outcome === 'DECLINE') counts.declined++;
    if (outcome !== 'PASS' && order.isFraud) counts.caught++;
    if (outcome === 'PASS') counts.cost += order.isFraud ? missed(order) : 0;
    else if (outcome === 'REVIEW') counts.cost += looked(order);
    else counts.cost += order.isFraud ? 0 : refused(order);
  }
  const held = counts.reviewed + counts.declined;
  return {
    reviewed: (10_000 * counts.reviewed) / orders.length,
    declined: (10_000 * counts.declined) / orders.length,
    precision: counts.caught / held,
    recall: counts.caught / counts.frauds,
    cost: per10000(counts.cost, orders),
  };
}

const missed = ({ signals }: LabelledOrder) => signals.amount + costs.chargebackFee;
const refused = ({ signals }: LabelledOrder) => signals.amount * costs.refusedShare;

/** What a person's look costs on the average, with the mistakes that they make. */
function looked(order: LabelledOrder): number {
  return costs.look + (1 - costs.peopleAreRight) * (order.isFraud ? missed(order) : refused(order));
}

function per10000(cost: number, orders: readonly LabelledOrder[]): number {
  return (10_000 * cost) / orders.length;
}
