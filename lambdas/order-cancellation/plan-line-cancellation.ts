import { unitsPerSku } from '../inventory/ship-units.ts';
import { chargesOf } from '../orders/charges.ts';
import { mismatchesOf } from '../orders/check-totals.ts';
import { acceptedSale, chargesOfNext, currentTotal, unitsOff } from '../orders/current-sale.ts';
import type { LineCancellation } from '../orders/line-cancellation.ts';
import {
  countedLines,
  countsWith,
  type LineCounts,
  type LineUnits,
  openUnits,
  statusOfCounts,
} from '../orders/line-counts.ts';
import type { Order, OrderContent } from '../orders/order.ts';
import {
  amountDue,
  amountsByKind,
  type Charges,
  chargeKinds,
  chargesFrom,
  chargesWithin,
  chargesWithout,
  sumOfCharges,
  type Totals,
  totalOf,
} from '../orders/totals.ts';
import { linesWithout, paidWith, type Sold } from '../orders/without-units.ts';
import { chargesLeft } from '../payments/left-to-refund.ts';
import type { Payment } from '../payments/payment.ts';
import { findProviderRecord } from '../payments/providers/registry.ts';
import { type FieldError, Problem } from '../runtime/problem.ts';
import type { LinesCancellationRequest } from './cancellation-request.ts';
import { invalidCancellation } from './problems.ts';

/** What cancelling units of an order's lines comes to. */
export interface LineCancellationPlan {
  readonly lines: LineUnits[];
  /** By SKU, what is no longer held. */
  readonly units: ReadonlyMap<string, number>;
  readonly counts: readonly LineCounts[];
  /** Of an order that is confirmed. */
  readonly status: ReturnType<typeof statusOfCounts>;
  readonly charges: Charges;
  /** As they are stated anew. */
  readonly totals: Totals | undefined;
}

/** An order's item takes 400 KB; so many cancellations, and totals of so many characters, are far below. */
const most = { cancellations: 50, charactersOfTotals: 50_000 } as const;

/**
 * Plans what cancelling lines of an order does to its counts and its money: the units' share of what they were charged,
 * or what is stated in its place.
 * @throws Problem invalid-cancellation naming every invalid field
 */
export function planLineCancellation(
  order: Order,
  content: OrderContent,
  payment: Payment | undefined,
  request: LinesCancellationRequest,
): LineCancellationPlan {
  const lines = unitsOf(order, content, request);
  if ((order.lineCancellations?.length ?? 0) >= most.cancellations) {
    refuse([
      { pointer: '#/lines', detail: `lines were cancelled ${most.cancellations} times; cancel the whole order` },
    ]);
  }
  const counts = countsWith(order, 'cancelled', lines);
  const status = statusOfCounts({ lineCounts: counts }, content.lines);
  if (status === 'CANCELLED' && (request.totals ?? request.refund)) {
    const pointer = request.totals ? '#/totals' : '#/refund';
    refuse([{ pointer, detail: 'must be left out: nothing is left of the order, so that all of its money goes back' }]);
  }
  const charges = chargesFor(order, content, payment, request, lines);
  if (status !== 'CANCELLED') assertPayable(order, content, request, charges);
  return { lines, units: unitsPerSku(content.lines, lines), counts, status, charges, totals: request.totals };
}

/** @throws Problem invalid-cancellation for a line that is not there, or of which less is open */
function unitsOf(order: Order, content: OrderContent, { lines: asked }: LinesCancellationRequest): LineUnits[] {
  const errors: FieldError[] = [];
  const counted = countedLines(order, content.lines);
  const lines = asked.map(({ line, quantity }, index): LineUnits => {
    const known = counted[line - 1];
    const open = known === undefined ? 0 : openUnits(known);
    const isTwice = asked.findIndex((other) => other.line === line) < index;
    const error = (field: string, detail: string) => errors.push({ pointer: `#/lines/${index}/${field}`, detail });
    if (known === undefined) error('line', `there is no line ${line}; the order has ${counted.length}`);
    else if (isTwice) error('line', `line ${line} stands here twice`);
    else if (open === 0) error('line', `nothing of line ${line} is left to be cancelled`);
    else if ((quantity ?? 0) > open) error('quantity', `is more than can be cancelled of line ${line}: ${open}`);
    return { line, quantity: quantity ?? open };
  });
  if (errors.length > 0) refuse(errors);
  return lines;
}

/** What the order is charged less. @throws Problem invalid-cancellation for what is stated, and cannot be */
function chargesFor(
  order: Order,
  content: OrderContent,
  payment: Payment | undefined,
  { totals, refund }: LinesCancellationRequest,
  lines: readonly LineUnits[],
): Charges {
  if (totals !== undefined) return chargesByTotals(order, content, totals, lines);
  if (refund === undefined) {
    // A refund that was stated before may have taken off more than the share of its own lines.
    const before = chargesBefore(acceptedSale(order, content), order.lineCancellations ?? []);
    return chargesWithin(chargesOfNext(order, content, lines), before);
  }
  const left = leftOf(order, content, payment);
  const errors = chargeKinds.flatMap((kind) =>
    (refund[kind] ?? 0) <= left[kind]
      ? []
      : [{ pointer: `#/refund/${kind}`, detail: `${left[kind]} ${order.currency} (minor units) of it is left` }],
  );
  if (errors.length > 0) refuse(errors);
  return chargesFrom(amountsByKind(refund));
}

function chargesByTotals(order: Order, content: OrderContent, totals: Totals, lines: readonly LineUnits[]): Charges {
  const { lineCancellations = [] } = order;
  const accepted = acceptedSale(order, content);
  const left = linesWithout(accepted.lines, unitsOff(content.lines, [...lineCancellations, { lines }]));
  const total = totalOf(totals);
  const before = currentTotal(lineCancellations, accepted);
  // Its total is what is due and what credits pay: where it differs, so does what is due.
  const errors: FieldError[] = mismatchesOf(left, totals, total)
    .filter(({ pointer }) => pointer !== '/total')
    .map(({ pointer, detail }) => ({ pointer: `#${pointer}`, detail }));
  if (errors.length === 0) errors.push(...paymentErrors(accepted, totals, total, before));
  if (JSON.stringify(totals).length > most.charactersOfTotals) {
    errors.push({ pointer: '#/totals', detail: `must have at most ${most.charactersOfTotals} characters of JSON` });
  }
  if (errors.length > 0) refuse(errors);
  return chargesWithout(chargesBefore(accepted, lineCancellations), chargesOf(left, totals));
}

/** It never comes to more than before; and what it comes to less goes back to the provider first. */
function paymentErrors(accepted: Sold, { due, credits = [] }: Totals, total: number, before: number): FieldError[] {
  if (total > before) {
    return [{ pointer: '#/totals/due', detail: `the order would come to ${total}, it came to ${before} before` }];
  }
  const paid = paidWith(accepted, total);
  if (due !== paid.due) {
    return [{ pointer: '#/totals/due', detail: `the stated amount due is ${due}, it comes to ${paid.due}` }];
  }
  const isPaidSo = JSON.stringify(credits.map(creditOf)) === JSON.stringify((paid.credits ?? []).map(creditOf));
  const detail = `less is paid by the first of them first: ${JSON.stringify(paid.credits ?? [])}`;
  return isPaidSo ? [] : [{ pointer: '#/totals/credits', detail }];
}

function creditOf({ type, reference, amount }: NonNullable<Totals['credits']>[number]) {
  return [type, reference, amount];
}

/** @throws Problem invalid-cancellation where the provider cannot move exactly what goes back, or is left to capture */
function assertPayable(
  order: Order,
  content: OrderContent,
  { totals, refund }: LinesCancellationRequest,
  charges: Charges,
): void {
  const { payment, currency, lineCancellations } = order;
  const accepted = acceptedSale(order, content);
  const before = currentTotal(lineCancellations, accepted);
  const dueAt = (total: number) => paidWith(accepted, total).due;
  const toProvider = dueAt(before) - dueAt(before - sumOfCharges(charges));
  const why = toProvider > 0 && payment && findProviderRecord(payment.provider)?.whyNot?.(toProvider, currency);
  if (!why) return;
  const detail = `${toProvider} ${currency} (minor units) would go back. ${payment?.provider}: ${why}`;
  if (totals) refuse([{ pointer: '#/totals/due', detail }]);
  if (refund) refuse([{ pointer: '#/refund', detail }]);
  refuse([{ pointer: '#/lines', detail: `${detail}. State totals or a refund with which it can` }]);
}

/** What is left of each kind of charge, whether or not it is taken yet. */
function leftOf(order: Order, content: OrderContent, payment: Payment | undefined): Charges {
  const due = amountDue(order);
  const taken = { status: 'CAPTURED' as const, amount: due, captured: due, refunded: 0, refunds: [] };
  const left = chargesLeft({ ...order, status: 'CONFIRMED' }, content, payment?.captured ? payment : taken);
  // What a refund did not give back that failed, it is charged less by all the same.
  return chargesWithin(left, chargesBefore(acceptedSale(order, content), order.lineCancellations ?? []));
}

function chargesBefore({ lines, totals }: Sold, cancellations: readonly LineCancellation[]): Charges {
  return cancellations.reduce((left, { charges }) => chargesWithout(left, charges), chargesOf(lines, totals));
}

function refuse(errors: FieldError[]): never {
  throw new Problem(invalidCancellation, 'The lines cannot be cancelled so; see errors.', { errors });
}
