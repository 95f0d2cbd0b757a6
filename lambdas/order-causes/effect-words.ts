import type { Rate } from './rates.ts';

/** What came of an action, in words. */
export const verdictWords = {
  BETTER: 'better',
  WORSE: 'worse',
  NOT_SEEN: 'no difference to be seen',
  TOO_EARLY: 'too early to say',
} as const;

/** A share: `12%`. */
export const percentOf = (share: number) => `${Math.round(100 * share)}%`;

/** A rate with between what it may lie: `1.4% (1.2 to 1.6)`. */
export function rateInWords({ rate, low, high }: Pick<Rate, 'rate' | 'low' | 'high'>): string {
  return `${(100 * rate).toFixed(1)}% (${(100 * low).toFixed(1)} to ${(100 * high).toFixed(1)})`;
}
