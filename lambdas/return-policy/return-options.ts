import type { CaseKind } from '../orders/return-case.ts';
import type { ReturnPolicy } from '../shop/return-policy.ts';
import type { ExceptionKind } from '../shop/statutory.ts';
import { endOfDays, endOfMonths } from './days.ts';

/** Why a line is not taken back, exchanged or answered for; its texts stand in each language. */
export const whyNotReasons = [
  'NOT_SHIPPED',
  'NOTHING_LEFT',
  'WINDOW_OVER',
  'NOT_OFFERED',
  'MADE_TO_ORDER',
  'PERISHABLE',
  'DIGITAL',
] as const;
export type WhyNot = (typeof whyNotReasons)[number];

/**
 * Whether something may be asked for of a line: until when (ISO 8601 UTC, the first moment that is too late; absent while
 * goods of the order are still to be delivered, ahead of which no period begins), or why not.
 */
export type Verdict =
  | { readonly allowed: true; readonly until?: string | undefined; readonly isSealed?: true }
  | { readonly allowed: false; readonly reason: WhyNot };

/** A line as far as it matters to the policy. */
export interface PolicyLine {
  readonly line: number;
  readonly sku: string;
  /** Units that the customer has, and that nothing was asked for yet. */
  readonly units: number;
  /** Units that are still to be shipped, and that nothing was asked for yet. */
  readonly open: number;
}

/** What may be asked for of a line. */
export type LineOptions = PolicyLine & { readonly [kind in CaseKind]: Verdict };

/** What of an order the policy looks at. */
export interface PolicyOrder {
  readonly lines: readonly PolicyLine[];
  /** When the last of its goods were delivered; undefined while some are still to be. */
  readonly deliveredAt: Date | undefined;
  /** In which its days are counted: the customer's. */
  readonly timeZone: string;
}

/**
 * What may be asked for of each line of an order at a moment. A withdrawal takes in what is still to be shipped; all else
 * is about what the customer has.
 */
export function returnOptions(
  { lines, deliveredAt, timeZone }: PolicyOrder,
  policy: ReturnPolicy,
  now: Date,
): readonly LineOptions[] {
  const ends = (end: (event: Date) => Date) => (deliveredAt === undefined ? undefined : end(deliveredAt));
  const withdrawalEnd = ends((event) => endOfDays(event, policy.withdrawalDays, timeZone));
  const returnEnd = ends((event) => endOfDays(event, policy.returnDays, timeZone));
  const claimEnd = ends((event) => endOfMonths(event, policy.claimMonths, timeZone));
  return lines.map((line) => {
    const exception = exceptionOf(line.sku, policy);
    const judged = (units: number, isOffered: boolean, end: Date | undefined, isGoodwill: boolean): Verdict => {
      const no = (reason: WhyNot): Verdict => ({ allowed: false, reason });
      if (!isOffered) return no('NOT_OFFERED');
      if (isGoodwill && exception !== undefined && exception !== 'SEALED') return no(exception);
      if (units === 0) return no(line.open > 0 ? 'NOT_SHIPPED' : 'NOTHING_LEFT');
      if (end !== undefined && now >= end) return no('WINDOW_OVER');
      return {
        allowed: true,
        until: end?.toISOString(),
        ...(isGoodwill && exception === 'SEALED' && { isSealed: true as const }),
      };
    };
    const hasReturns = policy.returnDays > 0;
    return {
      ...line,
      WITHDRAWAL: judged(line.units + line.open, policy.withdrawalDays > 0, withdrawalEnd, true),
      RETURN: judged(line.units, hasReturns, returnEnd, true),
      EXCHANGE: judged(line.units, hasReturns && policy.exchanges, returnEnd, true),
      CLAIM: judged(line.units, true, claimEnd, false),
    };
  });
}

/** Which exception a SKU falls under; the first that names it. */
export function exceptionOf(sku: string, { exceptions }: Pick<ReturnPolicy, 'exceptions'>): ExceptionKind | undefined {
  const isMeant = (pattern: string) => (pattern.endsWith('*') ? sku.startsWith(pattern.slice(0, -1)) : sku === pattern);
  return exceptions.find(({ skus }) => skus.some(isMeant))?.kind;
}
