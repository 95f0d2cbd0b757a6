import { createHmac } from 'node:crypto';
import * as z from 'zod/mini';
import { type IndexedKind, partitionOf } from '../order-search/search-entry.ts';
import { searchKey } from '../order-search/search-key.ts';
import { always, type Found, type SearchTable, searchTable } from '../order-search/search-table.ts';
import type { Address, Order, OrderContent, OrderId } from '../orders/order.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { amountDue } from '../orders/totals.ts';
import type { Payment } from '../payments/payment.ts';
import { type PaymentTable, paymentTable } from '../payments/payment-table.ts';
import { paymentIdOf } from '../payments/payment-try.ts';
import { type RiskAssessment, RiskMode } from '../risk/risk-assessment.ts';
import type { RiskSignals } from '../risk/risk-signals.ts';
import { worthOf } from '../risk/worth.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { readTogether } from '../runtime/dynamodb-read.ts';
import { environment } from '../runtime/environment.ts';
import { logger } from '../runtime/logger.ts';
import { count } from '../runtime/metrics.ts';
import { isDisposable } from './disposable-mail.ts';
import { type RiskCounterTable, riskCounterTable } from './risk-counter-table.ts';

/** What assessing an order touches. */
export interface AssessOrderPorts {
  readonly orders: Pick<OrderTable, 'find'>;
  readonly payments: Pick<PaymentTable, 'paymentToRead'>;
  /** The orders with an e-mail address or telephone number: a second or so behind. */
  readonly index: Pick<SearchTable, 'newest'>;
  readonly counters: Pick<RiskCounterTable, 'count'>;
  readonly searchKey: () => Promise<string>;
  readonly mode: RiskMode;
  readonly clock: Clock;
}

const production = (): AssessOrderPorts => ({
  orders: orderTable(),
  payments: paymentTable(),
  index: searchTable(),
  counters: riskCounterTable(),
  searchKey,
  mode: z.parse(RiskMode, environment('RISK_MODE')),
  clock: systemClock,
});

const dayMilliseconds = 86_400_000;
/** So many of the customer's orders are looked at, and so far back. */
const mostEarlier = 25;
const historyDays = 365;
/** What was paid for more recently may still be disputed: it speaks for nobody. */
const provenDays = 14;

/**
 * Begins to find out what is known of an order: what it is about is read beside what its step reads first anyhow, so that
 * the step waits for one round of calls less.
 * @returns finds out the rest, once there is an order
 */
export function beginAssessment(orderId: OrderId, ports: AssessOrderPorts = production()) {
  const content = contentOf(orderId, ports);
  return (order: Order) => assessOrder(order, ports, content);
}

/**
 * What is known of an order before its payment provider has said anything. What cannot be found out now is absent: no
 * order waits for it, and none is refused for it. Safe to run twice.
 * @returns undefined where nothing could be found out
 */
export async function assessOrder(
  order: Order,
  ports: AssessOrderPorts = production(),
  contentRead: Promise<OrderContent | undefined> = contentOf(order.id, ports),
): Promise<RiskAssessment | undefined> {
  const content = await contentRead;
  if (content === undefined) return undefined;
  const [ordersByAddress, history] = await Promise.all([
    orNothing('address', () => ordersTo(content.shippingAddress, order.id, ports)),
    orNothing('history', () => historyOf(order, content, ports)),
  ]);
  const amount = amountDue(order);
  const worth = worthOf(amount, order.currency);
  const signals: RiskSignals = {
    amount,
    ...(worth !== undefined && { worth }),
    ...goodsOf(content),
    ...(content.billingAddress && {
      countriesDiffer: content.billingAddress.country !== content.shippingAddress.country,
    }),
    ...(content.contact.email !== undefined && { disposableMail: isDisposable(content.contact.email) }),
    ...(ordersByAddress !== undefined && { ordersByAddress }),
    ...history,
  };
  return { mode: ports.mode, signals };
}

function contentOf(orderId: OrderId, { orders }: AssessOrderPorts): Promise<OrderContent | undefined> {
  return orNothing('content', async () => (await orders.find(orderId)).content);
}

/** The risk is worth no order: what fails of its signals is counted, and left out. */
async function orNothing<Value>(what: string, find: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await find();
  } catch (error) {
    logger.warn('a signal of risk could not be found out', { signal: what, error: error as Error });
    count('RiskSignalMissing');
    return undefined;
  }
}

function goodsOf({ lines }: OrderContent): Pick<RiskSignals, 'units' | 'mostOfOneSku'> {
  const bySku = new Map<string, number>();
  for (const { sku, quantity } of lines) bySku.set(sku, (bySku.get(sku) ?? 0) + quantity);
  const quantities = [...bySku.values()];
  return { units: quantities.reduce((sum, units) => sum + units, 0), mostOfOneSku: Math.max(0, ...quantities) };
}

async function ordersTo(address: Address, orderId: OrderId, ports: AssessOrderPorts): Promise<number> {
  const { counters, searchKey, clock } = ports;
  return counters.count(addressHash(address, await searchKey()), orderId, clock());
}

/** One hash for an address however it is spaced and capitalised: who reads the table can try no list of addresses on it. */
export function addressHash({ line1, line2 = '', postalCode = '', country }: Address, key: string): string {
  const comparable = [line1, line2, postalCode, country].map((part) =>
    part
      .normalize('NFKC')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]/gu, ''),
  );
  return createHmac('sha256', key)
    .update(JSON.stringify(['risk address', ...comparable]))
    .digest('base64url');
}

type History = Pick<
  RiskSignals,
  'ordersByEmail' | 'ordersByPhone' | 'declines' | 'paidBefore' | 'timesHighest' | 'disputesBefore'
>;

/** What is known of the customer's earlier orders: those with the e-mail address or, where there is none, the number. */
async function historyOf(order: Order, { contact }: OrderContent, ports: AssessOrderPorts): Promise<History> {
  const { payments, clock } = ports;
  const now = clock().getTime();
  const [byEmail, byPhone] = await Promise.all([
    earlier('email', contact.email, order.id, ports),
    earlier('phone', contact.phone, order.id, ports),
  ]);
  const lately = isoAt(now - dayMilliseconds);
  const ofDay = (found: readonly Found[]) => found.filter(({ position }) => position >= lately);
  const known = byEmail ?? byPhone ?? [];
  const paid = await readTogether(
    ...known.map(({ orderId }) => payments.paymentToRead(paymentIdOf({ orderId: orderId }))),
  );
  const before = paid.filter((payment) => payment !== undefined);
  return {
    ...(byEmail && { ordersByEmail: ofDay(byEmail).length + 1 }),
    ...(byPhone && { ordersByPhone: ofDay(byPhone).length + 1 }),
    declines: before.filter(({ history }) => history.some(({ at, status }) => status === 'DECLINED' && at >= lately))
      .length,
    ...soFar(before, order, isoAt(now - provenDays * dayMilliseconds)),
  };
}

/** @param provenBefore what was paid before this moment (ISO 8601 UTC) is proven by time */
function soFar(
  before: readonly Payment[],
  order: Order,
  provenBefore: string,
): Pick<RiskSignals, 'paidBefore' | 'timesHighest' | 'disputesBefore'> {
  const isDisputed = ({ disputes = [] }: Payment) => disputes.some(({ status }) => status !== 'CLOSED');
  const proven = before.filter(
    (payment) =>
      payment.captured > payment.refunded && !isDisputed(payment) && (payment.history[0]?.at ?? '~') < provenBefore,
  );
  const highest = Math.max(0, ...proven.filter(({ currency }) => currency === order.currency).map((one) => one.amount));
  return {
    paidBefore: proven.length,
    ...(highest > 0 && { timesHighest: Math.round((10 * amountDue(order)) / highest) / 10 }),
    disputesBefore: before.filter(isDisputed).length,
  };
}

async function earlier(
  kind: Extract<IndexedKind, 'email' | 'phone'>,
  value: string | undefined,
  orderId: OrderId,
  { index, searchKey, clock }: AssessOrderPorts,
): Promise<readonly Found[] | undefined> {
  if (value === undefined) return undefined;
  const span = { ...always, from: isoAt(clock().getTime() - historyDays * dayMilliseconds) };
  const found = await index.newest(partitionOf(kind, value, await searchKey()), span, mostEarlier);
  return found.filter((one) => one.orderId !== orderId);
}

function isoAt(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
