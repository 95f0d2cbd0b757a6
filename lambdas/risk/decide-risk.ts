import type { RiskSignals } from './risk-signals.ts';

/** The signals that have values of a kind. */
type SignalOf<Kind> = {
  [Name in keyof RiskSignals]-?: NonNullable<RiskSignals[Name]> extends Kind ? Name : never;
}[keyof RiskSignals];

/** What must be so of a signal. Of one that is absent, nothing is. */
export type Condition =
  | { readonly signal: SignalOf<number>; readonly atLeast: number }
  | { readonly signal: SignalOf<number>; readonly atMost: number }
  | { readonly signal: SignalOf<string | boolean>; readonly is: string | boolean };

/** A rule: where all of its conditions hold, it adds its weight to the score of the order; a good sign takes from it. */
export interface RiskRule {
  readonly when: readonly Condition[];
  readonly weight: number;
  /** What it has found, as people of the shop read it. */
  readonly says: string;
}

/** A version of the rules. */
export interface RiskRules {
  readonly version: string;
  /** By their names, which stay: decisions of the past name them. */
  readonly rules: Readonly<Record<string, RiskRule>>;
  /** From which score on a person looks at an order, and from which it is declined. */
  readonly reviewFrom: number;
  readonly declineFrom: number;
  /**
   * What an order is worth less than, in US cents, that is approved where nobody has looked at it in time; from there on
   * it is denied, as is one of a currency that is not known.
   */
  readonly approveUnseenBelow: number;
  /** From which worth on two people must approve an order; and one of a currency that is not known. */
  readonly secondPersonFrom: number;
}

/** What the rules say of an order. */
export interface Verdict {
  readonly outcome: 'PASS' | 'REVIEW' | 'DECLINE';
  readonly score: number;
  /** The names of the rules whose conditions hold. */
  readonly reasons: readonly string[];
}

/** Evaluates rules over signals: a pure function, the same for live orders, for shadow mode and for measurements. */
export function decideRisk(
  signals: RiskSignals,
  { rules, reviewFrom, declineFrom }: Pick<RiskRules, 'rules' | 'reviewFrom' | 'declineFrom'>,
): Verdict {
  const met = Object.entries(rules).filter(([, { when }]) => when.every((condition) => holds(condition, signals)));
  const score = met.reduce((sum, [, { weight }]) => sum + weight, 0);
  const outcome = score >= declineFrom ? 'DECLINE' : score >= reviewFrom ? 'REVIEW' : 'PASS';
  return { outcome, score, reasons: met.map(([name]) => name) };
}

function holds(condition: Condition, signals: RiskSignals): boolean {
  const value = signals[condition.signal];
  if (value === undefined) return false;
  if ('is' in condition) return value === condition.is;
  return 'atLeast' in condition ? Number(value) >= condition.atLeast : Number(value) <= condition.atMost;
}
