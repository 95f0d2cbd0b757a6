import { rolesOf } from '../access/roles.ts';
import { cancellationIdFor } from '../order-cancellation/cancel-lines.ts';
import type { Order, OrderId } from '../orders/order.ts';
import type { StoredReturnCase } from '../orders/return-case.ts';
import { amountsByKind, type Charges, chargeKinds, sumOfCharges } from '../orders/totals.ts';
import type { Payment, Refund } from '../payments/payment.ts';
import { type PaymentTable, paymentTable } from '../payments/payment-table.ts';
import { amountOf } from '../refunds/claim-refund.ts';
import type { RefundOrder } from '../refunds/refund.ts';
import { refundByPerson } from '../refunds/refund-by-person.ts';
import { refundIdFor } from '../refunds/refund-id.ts';
import { refundPayment } from '../refunds/refund-payment.ts';
import { type Caller, clientItself } from '../runtime/caller.ts';
import { Problem } from '../runtime/problem.ts';
import { refundOfCase } from './case-refund.ts';
import {
  type CaseChange,
  type ChangeCasePorts,
  caseIn,
  changeCase,
  changing,
  moved,
  type WholeRecord,
  whenDue,
  wholeOf,
} from './change-case.ts';
import { freeLines, type ShopRules } from './options-of-order.ts';
import {
  cancelReplacement,
  placeReplacement,
  type ReplacementPorts,
  replacing,
  trimReplacement,
} from './replacement.ts';
import { rulesOf } from './shop-rules.ts';

/** What settling touches. */
export interface SettleCasePorts extends ChangeCasePorts, Omit<ReplacementPorts, 'orders'> {
  readonly orders: ChangeCasePorts['orders'] & ReplacementPorts['orders'];
  readonly payments: Pick<PaymentTable, 'findCurrent'>;
  readonly refundPayment: (orderId: OrderId, key: string, asked: RefundOrder) => Promise<unknown>;
  readonly refundByPerson: (
    caller: Caller,
    orderId: OrderId,
    key: string,
    asked: RefundOrder,
  ) => Promise<Awaited<ReturnType<typeof refundByPerson>> | { readonly refunded: unknown }>;
  readonly rulesOf: (storefront: string) => ShopRules;
}

/** The tables, functions and clock of production. */
export const settling = (): SettleCasePorts => ({
  ...changing(),
  ...replacing(),
  orders: { ...changing().orders, ...replacing().orders },
  payments: paymentTable(),
  refundPayment,
  refundByPerson,
  rulesOf,
});

/** How a case goes on by itself: to a state, perhaps with more said of it; undefined while it waits. */
type Onward = {
  readonly state: StoredReturnCase['state'];
  readonly more?: Partial<StoredReturnCase>;
  /** It is its turn to give money back: of two at once, one is the first. */
  readonly takesTurn?: true;
};

const service = 'service';

/**
 * Does the shop's part of a case, as far as it can be done at this moment: cancels what is withdrawn from and has not
 * left, has new units held, gives money back, once, and moves the case on. What is done has a key of the case's own, so
 * that whatever was cut off is found done, or done by the next call. Safe to run twice, and beside itself.
 * @returns whether the case has gone on
 * @throws Error worth a repeat
 */
export async function settleCase(
  orderId: OrderId,
  caseId: string,
  ports: SettleCasePorts = settling(),
): Promise<boolean> {
  const record = wholeOf(await ports.orders.find(orderId));
  const seen = caseIn(record, caseId);
  const onward = await partOfShop(record, seen, ports);
  if (onward === undefined) return false;
  const settled = await changeCase(
    orderId,
    (fresh): CaseChange | StoredReturnCase => {
      const current = caseIn(fresh, caseId);
      // Others have moved it on: it is looked at again.
      if (current.version !== seen.version) return current;
      const { state, more, takesTurn } = onward;
      const at = ports.clock().toISOString();
      if (state !== current.state) return { next: moved(current, state, { at, by: service }, more) };
      const { version: _, ...same } = current;
      return { next: whenDue({ ...same, ...more, ...(takesTurn && { refundTurn: nextTurn(fresh) }) }, at) };
    },
    ports,
  );
  const hasGoneOn = settled.version > seen.version;
  if (hasGoneOn && onward.takesTurn) await settleCase(orderId, caseId, ports);
  return hasGoneOn;
}

function nextTurn({ cases }: WholeRecord): number {
  return 1 + Math.max(0, ...cases.map(({ refundTurn = 0 }) => refundTurn));
}

function partOfShop(
  record: WholeRecord,
  one: StoredReturnCase,
  ports: SettleCasePorts,
): Promise<Onward | undefined> | Onward | undefined {
  const now = ports.clock().toISOString();
  switch (one.state) {
    case 'REQUESTED':
      if (one.kind === 'WITHDRAWAL') return withdraw(record, one, ports);
      return one.kind === 'EXCHANGE' ? hold(record, one, ports) : undefined;
    case 'APPROVED':
      if (one.keeps) return giveBack(record, one, { REFUND: 'KEPT', REPLACEMENT: 'EXCHANGED' }, ports);
      return one.dueAt !== undefined && one.dueAt <= now ? { state: 'EXPIRED' } : undefined;
    case 'SENT':
      // Money may be withheld until the goods are back, or are shown to be on their way (2011/83/EU, Art. 13 (3)).
      if (one.kind !== 'WITHDRAWAL' || one.givenBack !== undefined || (one.refundBy ?? '') > now) return undefined;
      return giveBack(record, one, { REFUND: 'SENT', REPLACEMENT: 'SENT' }, ports);
    case 'INSPECTED':
      return giveBack(record, one, { REFUND: 'REFUNDED', REPLACEMENT: 'EXCHANGED' }, ports);
    case 'REFUSED':
    case 'CANCELLED':
    case 'EXPIRED':
      return one.dueAt === undefined ? undefined : letGo(record, one, ports);
    default:
      return undefined;
  }
}

/** What has not left is cancelled; the rest is to be sent back. */
async function withdraw(
  record: WholeRecord,
  one: StoredReturnCase,
  { orders, cancelOrder, cancelLines }: SettleCasePorts,
): Promise<Onward | undefined> {
  const { order } = record;
  const key = `case-${one.id}`;
  const before = withdrawnUnits(record, one, key);
  const lines = before.filter(({ open }) => open > 0).map(({ line, open: quantity }) => ({ line, quantity }));
  const caller = clientItself(order.storefront);
  const reason = 'CHANGED_MIND' as const;
  if (lines.length > 0) {
    try {
      if (order.shipments === undefined && before.every(({ isRestOpen }) => !isRestOpen)) {
        await cancelOrder(caller, order.id, { reason });
      } else await cancelLines(order.id, { caller, key, request: { reason, lines } });
    } catch (error) {
      // It has left by now, or was cancelled or rejected: what stands now says which.
      if (!(error instanceof Problem && error.status < 500)) throw error;
    }
  }
  const after = withdrawnUnits(wholeOf(await orders.find(order.id)), one, key);
  // It could not be cancelled yet, while its stock is being reserved say.
  if (after.some(({ open }) => open > 0)) return undefined;
  const left = after.filter(({ out }) => out > 0).map(({ line, out: quantity }) => ({ line, quantity }));
  return left.length === 0 ? { state: 'CANCELLED' } : { state: 'APPROVED', more: { lines: left } };
}

/**
 * Of each line, how much of what is withdrawn from the customer has (`out`) and is still to be cancelled (`open`): what
 * they have counts first. `isRestOpen`: something of the line is to be shipped besides. What was cancelled under the key
 * is neither.
 */
function withdrawnUnits({ cases, ...record }: WholeRecord, { id, lines }: StoredReturnCase, key: string) {
  const { id: orderId, lineCancellations = [] } = record.order;
  const cancelled = lineCancellations.find((one) => one.id === cancellationIdFor(orderId, key));
  const asked = new Map(lines.map(({ line, quantity }) => [line, quantity]));
  for (const { line, quantity } of cancelled?.lines ?? []) asked.set(line, (asked.get(line) ?? 0) - quantity);
  return freeLines({ ...record, cases: cases.filter((one) => one.id !== id) }).map(({ line, units, open }) => {
    const quantity = asked.get(line) ?? 0;
    const out = Math.min(quantity, units);
    const withdrawn = cancelled === undefined ? Math.min(quantity - out, open) : 0;
    return { line, out, open: withdrawn, isRestOpen: open > withdrawn };
  });
}

/** The new units are held ahead of all else; where there are none, the customer gets their money instead. */
async function hold(
  { content }: WholeRecord,
  one: StoredReturnCase,
  ports: SettleCasePorts,
): Promise<Onward | undefined> {
  const { is, orderId } = await placeReplacement(content, one, ports);
  if (is === 'UNDER_WAY') return undefined;
  if (is === 'SOLD_OUT') return { state: 'APPROVED', more: { remedy: 'REFUND', soldOut: true } };
  return { state: 'APPROVED', more: { replacementOrderId: orderId } };
}

/** What was held for what does not come back is let go. */
async function letGo({ content }: WholeRecord, one: StoredReturnCase, ports: SettleCasePorts): Promise<Onward> {
  await cancelReplacement(content, one, ports);
  return { state: one.state, more: { holdEnded: true } };
}

/** The shop gives its part: new units, or money where there are none or none were asked for. */
async function giveBack(
  record: WholeRecord,
  one: StoredReturnCase,
  to: Readonly<Record<StoredReturnCase['remedy'], StoredReturnCase['state']>>,
  ports: SettleCasePorts,
): Promise<Onward | undefined> {
  if (one.remedy === 'REPLACEMENT') {
    const { is, orderId } = await placeReplacement(record.content, one, ports);
    if (is === 'UNDER_WAY') return undefined;
    if (is === 'HELD' && orderId !== undefined) {
      await trimReplacement(record.content, one, orderId, ports);
      return { state: to.REPLACEMENT, more: { replacementOrderId: orderId } };
    }
    return { state: one.state, more: { remedy: 'REFUND', soldOut: true } };
  }
  if (one.refundTurn === undefined) return { state: one.state, takesTurn: true };
  const givenBack = await refund(record, one, ports);
  if (givenBack === undefined) return undefined;
  if (typeof givenBack === 'string') return { state: one.state, more: { refundTrouble: givenBack } };
  return { state: to.REFUND, more: { givenBack } };
}

/**
 * Gives the money of a case back, once.
 * @returns how much, in minor units; why it cannot be, where somebody has to see to it; undefined while another person is
 * to approve it
 */
async function refund(
  record: WholeRecord,
  one: StoredReturnCase,
  { payments, refundPayment, refundByPerson, rulesOf }: SettleCasePorts,
): Promise<number | string | undefined> {
  const { order, content } = record;
  // Its money was paid on another order.
  if (content.replacementOf !== undefined) return 'replacement-order';
  const payment = await payments.findCurrent(order);
  const key = `case-${one.id}`;
  const standing = claimOf(order, key, payment);
  // What was asked for once is asked for again, whatever has changed since.
  const charges = standing?.charges ?? refundOfCase(one, { ...record, payment, ...rulesOf(order.storefront) });
  const amount = standing === undefined ? sumOfCharges(charges) : amountOf(standing);
  if (amount === 0) return 0;
  const reason = standing?.reason ?? `${one.kind} ${one.id}`;
  const asked = { amount, reason, charges: statedCharges(charges) };
  try {
    if (one.decidedBy === undefined) await refundPayment(order.id, key, asked);
    else {
      const given = await refundByPerson(asCaller(one.decidedBy), order.id, key, asked);
      if ('approval' in given) return undefined;
    }
    return amount;
  } catch (error) {
    if (!(error instanceof Problem && error.status < 500)) throw error;
    // Another has claimed it at the same moment, with what was left then: its amount is read by the next look.
    const isClaimed =
      error.kind === 'idempotency-key-reused' && claimOf(order, key, await payments.findCurrent(order)) !== undefined;
    return isClaimed ? undefined : error.kind;
  }
}

/** The refund that was claimed under a key, where one was. */
function claimOf({ id: orderId }: Pick<Order, 'id'>, key: string, payment: Payment | undefined): Refund | undefined {
  return payment?.refunds.find(({ id }) => id === refundIdFor(orderId, key));
}

function statedCharges(charges: Charges): RefundOrder['charges'] {
  const amounts = amountsByKind(charges);
  return Object.fromEntries(
    chargeKinds.map((kind, index) => [kind, amounts[index] ?? 0]).filter(([, amount]) => amount !== 0),
  );
}

/** Who has decided, for the limits that they had then. */
function asCaller({ subject, name, roles }: NonNullable<StoredReturnCase['decidedBy']>): Caller {
  return { client: subject, subject, name, scopes: [], roles: rolesOf({ roles }) };
}
