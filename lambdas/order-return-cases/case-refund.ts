import { chargesOf } from '../orders/charges.ts';
import { saleBase, unitsOff } from '../orders/current-sale.ts';
import { countedLines, type LineUnits } from '../orders/line-counts.ts';
import type { Order, OrderContent } from '../orders/order.ts';
import { cameToNothing, type StoredReturnCase } from '../orders/return-case.ts';
import {
  amountsByKind,
  type Charges,
  chargesFrom,
  chargesWithin,
  spread,
  sumOf,
  sumOfCharges,
} from '../orders/totals.ts';
import { chargesOfUnits, type Sold, withoutUnits } from '../orders/without-units.ts';
import type { GivenBack } from '../payments/given-back.ts';
import { leftToRefund } from '../payments/left-to-refund.ts';
import type { ReturnPolicy } from '../shop/return-policy.ts';

/** What a case's refund is computed from. */
export interface RefundedCase {
  readonly order: Order;
  readonly content: OrderContent;
  readonly cases: readonly StoredReturnCase[];
  readonly payment: GivenBack | undefined;
  readonly policy: ReturnPolicy;
}

/** The units of a case that money goes back for: those that came back, else those that it is about. */
export function unitsOfCase({ inspected, lines }: Pick<StoredReturnCase, 'inspected' | 'lines'>): readonly LineUnits[] {
  return inspected?.map(({ line, sellable, unsellable }) => ({ line, quantity: sellable + unsellable })) ?? lines;
}

/**
 * What goes back by a case, by what it was charged for, and never more than is left of that:
 *
 * - the units' share of their lines, after discounts, with the tax on top of it. Cases that go one after another come to
 *   what they come to at once
 * - with the last units of the order, what it cost to send them, and fees: where somebody withdraws up to what the
 *   cheapest delivery costs (Directive 2011/83/EU, Art. 13), for a claim all, for a return where the policy says so
 * - less what the policy keeps of a return, and what staff withhold; no more than was decided
 */
export function refundOfCase(one: StoredReturnCase, known: RefundedCase): Charges {
  const { order, content, policy, cases } = known;
  const units = unitsOfCase(one);
  const turn = one.refundTurn ?? Number.POSITIVE_INFINITY;
  const settled = cases.filter((other) => (other.refundTurn ?? turn) < turn && !cameToNothing(other)).map(unitsOfCase);
  const { sold, off } = saleBase(order, content);
  const earlier = unitsOff(
    content.lines,
    settled.map((lines) => ({ lines })),
  );
  const before = off.map((units, index) => units + (earlier[index] ?? 0));
  const share = chargesOfUnits(sold, before, unitsOff(content.lines, [{ lines: units }]));
  const left = leftToRefund(order, content, known.payment ?? nothingTaken);

  const isLast = areLast(known, [...settled.flat(), ...units]);
  const isDeliveryBack = one.kind === 'RETURN' || one.kind === 'EXCHANGE' ? policy.returnsDelivery : true;
  const delivery = isLast && isDeliveryBack ? deliveryOf(sold, one, content, policy) : nothing;
  const whole = chargesFrom(amountsByKind(share).map((amount, kind) => amount + (amountsByKind(delivery)[kind] ?? 0)));

  const kept = (one.fee ?? 0) + (one.withheld ?? 0);
  const bounded = chargesWithin(whole, left.charges);
  const most = Math.min(
    Math.max(0, sumOfCharges(bounded) - kept),
    one.atMost ?? Number.MAX_SAFE_INTEGER,
    left.toProvider + sumOf(left.toCredits),
  );
  return chargesFrom(spread(most, amountsByKind(bounded)));
}

const nothingTaken: GivenBack = { status: 'CAPTURED', amount: 0, captured: 0, refunded: 0, refunds: [] };

/** Whether with these nothing is left of the order: all else was cancelled. */
function areLast({ order, content }: RefundedCase, units: readonly LineUnits[]): boolean {
  const off = unitsOff(content.lines, [{ lines: units }]);
  return countedLines(order, content.lines).every(
    ({ quantity, cancelled }, index) => cancelled + (off[index] ?? 0) >= quantity,
  );
}

const nothing: Charges = { items: 0, shipping: 0, fees: 0, tax: 0 };

/**
 * What an order is charged for besides its units, with the tax on top of that; of the delivery, where somebody withdraws,
 * what the cheapest would have cost.
 */
function deliveryOf(
  sold: Sold,
  { kind }: Pick<StoredReturnCase, 'kind'>,
  { currency }: Pick<OrderContent, 'currency'>,
  { standardDelivery }: ReturnPolicy,
): Charges {
  const { lines, totals } = withoutUnits(
    sold,
    sold.lines.map(({ quantity }) => quantity),
  );
  const { shipping, fees, tax } = chargesOf(lines, totals);
  const standard = Math.min(shipping, (kind === 'WITHDRAWAL' ? standardDelivery[currency] : undefined) ?? shipping);
  const keptTax = shipping > standard ? Math.floor((tax * (shipping - standard)) / (shipping + fees)) : 0;
  return { items: 0, fees, shipping: standard, tax: tax - keptTax };
}
