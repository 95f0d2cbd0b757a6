import { isUnderWay } from '../carriers/parcel-status.ts';
import { currentLines, openUnits } from '../orders/line-counts.ts';
import type { Order, OrderContent } from '../orders/order.ts';
import { isRejectedOrCancelled } from '../orders/order-status.ts';
import { type StoredReturnCase, unitsInCases } from '../orders/return-case.ts';
import type { Shipment } from '../orders/shipment.ts';
import { type LineOptions, type PolicyLine, returnOptions } from '../return-policy/return-options.ts';
import type { ReturnPolicy } from '../shop/return-policy.ts';

/** What of an order says what may be asked for of it. */
export interface ReturnableOrder {
  readonly order: Order;
  readonly content: OrderContent;
  readonly shipments: readonly Shipment[];
  readonly cases: readonly StoredReturnCase[];
}

/** What the shop has to say of it. */
export interface ShopRules {
  readonly policy: ReturnPolicy;
  /** In which days are counted of a customer who is in none that the order names. */
  readonly timeZone: string;
}

/** What may be asked for of each line of an order, until when, or why not. */
export function optionsOfOrder(known: ReturnableOrder, rules: ShopRules, now: Date): readonly LineOptions[] {
  const { content } = known;
  const timeZone = content.timeZone ?? rules.timeZone;
  return returnOptions(
    { lines: freeLines(known), deliveredAt: deliveredAt(known, rules.policy), timeZone },
    content.replacementOf === undefined ? rules.policy : { ...rules.policy, ...claimsOnly },
    now,
  );
}

/** What came at no charge is answered for: its money was paid on another order, and staff give it back there. */
const claimsOnly: Partial<ReturnPolicy> = { withdrawalDays: 0, returnDays: 0 };

/** The lines with the units of which nothing was asked for yet. What a case takes up has left, as far as so much has. */
export function freeLines({ order, content, cases }: Omit<ReturnableOrder, 'shipments'>): readonly PolicyLine[] {
  const taken = unitsInCases(cases);
  return currentLines(order, content.lines).map((counted) => {
    const { line, sku, fulfilled, returned } = counted;
    const out = fulfilled - returned;
    const open = isRejectedOrCancelled(order.status) ? 0 : openUnits(counted);
    const inCases = taken.get(line) ?? 0;
    return {
      line,
      sku,
      units: Math.max(0, out - inCases),
      open: Math.max(0, open - Math.max(0, inCases - out)),
    };
  });
}

const dayMilliseconds = 86_400_000;

/**
 * When the last goods of an order were delivered, by which all periods begin (Directive 2011/83/EU, Art. 9 (2) b);
 * undefined while something is still to be sent, or on its way. What is lost or goes back is waited for no longer. Where
 * no carrier tells, so many days after it left.
 */
export function deliveredAt(
  { order, shipments }: Pick<ReturnableOrder, 'order' | 'shipments'>,
  { deliveryDays }: Pick<ReturnPolicy, 'deliveryDays'>,
): Date | undefined {
  if (order.status !== 'SHIPPED') return undefined;
  const assumed = (at: string) => Date.parse(at) + deliveryDays * dayMilliseconds;
  // Of orders that left before there were shipments, their timeline says when.
  const all = shipments.length > 0 ? shipments : order.timeline.filter(({ event }) => event === 'ORDER_SHIPPED');
  const arrivals = all.map((shipment): number | undefined => {
    const parcel = 'parcel' in shipment ? shipment.parcel : undefined;
    if (parcel === undefined) return assumed(shipment.at);
    if (isUnderWay(parcel.state)) return undefined;
    return parcel.state === 'DELIVERED' ? Date.parse(parcel.since) : 0;
  });
  const last = Math.max(...arrivals.map((at) => at ?? Number.NaN));
  return last > 0 ? new Date(last) : undefined;
}
