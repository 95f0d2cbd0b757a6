import { isCalledOff, isOpen, type OrderStatus } from '../orders/order-status.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { logger } from '../runtime/logger.ts';
import { count } from '../runtime/metrics.ts';
import { type Payment, referenceTo } from './payment.ts';
import type { PaymentProvider, ProviderPayment } from './payment-provider.ts';
import { providerNamed } from './payment-providers.ts';
import { type PaymentTable, paymentTable } from './payment-table.ts';
import { providerFunctions } from './provider-functions.ts';

/** A way in which provider, record and order disagree about money. */
export type MoneyDifference =
  | 'CAPTURED_WITHOUT_CONFIRMED_ORDER'
  | 'CONFIRMED_WITHOUT_CAPTURE'
  | 'AMOUNT_DIFFERS'
  | 'REFUND_MISSING'
  | 'REFUND_NOT_ASKED_FOR'
  | 'UNKNOWN_ORDER';

/** One disagreement. Amounts in minor units. */
export interface Difference {
  readonly kind: MoneyDifference;
  readonly provider: string;
  readonly orderId: string;
  readonly detail: string;
}

/** What reconciling touches. */
export interface ReconcilePorts {
  readonly orders: Pick<OrderTable, 'findOrder'>;
  readonly payments: Pick<PaymentTable, 'find' | 'movedBetween'>;
  readonly providerNamed: (name: string) => PaymentProvider;
  readonly providers: readonly string[];
  readonly clock: Clock;
}

const production = (): ReconcilePorts => ({
  orders: orderTable(),
  payments: paymentTable(),
  providerNamed,
  providers: Object.keys(providerFunctions()),
  clock: systemClock,
});

const dayMilliseconds = 24 * 60 * 60 * 1000;

/** How many days an order may stay open after its payment moved and still be looked at once it ends: as long as it can be redriven. */
const openDays = 14;

/**
 * Compares a day's money, yesterday's unless told (ISO 8601 date, UTC); see `differencesOn`. Every difference is logged by its
 * order id and counted, so that an alarm rings.
 */
export async function reconcilePayments(
  wanted?: string,
  ports: ReconcilePorts = production(),
): Promise<readonly Difference[]> {
  const day = wanted ?? new Date(ports.clock().getTime() - dayMilliseconds).toISOString().slice(0, 10);
  const differences = await differencesOn(day, ports);
  for (const difference of differences) {
    logger.error('money differs', { ...difference });
    count('MoneyDifference');
  }
  logger.info('payments reconciled', { day, differences: differences.length });
  return differences;
}

/**
 * Where providers, our records and the orders disagree about the payments of a day (ISO 8601 date, UTC). The provider's list says
 * which payments to look at, together with our own and those of the orders that moved on that day and were too open to judge
 * before; the sums compared are those of the payment's whole life, asked for now, because a provider's day is its own (China's,
 * for two of them) and a refund may fall on a later one.
 * @throws ProviderUnavailable worth a retry
 */
export async function differencesOn(
  day: string,
  { orders, payments, providerNamed, providers }: ReconcilePorts = production(),
): Promise<readonly Difference[]> {
  const differences: Difference[] = [];
  const touched = new Map<string, Payment>();
  const before = new Map<string, Payment>();
  for await (const ours of payments.movedBetween(daysBefore(day, openDays), day)) {
    const onTheDay = ours.history.some(({ at }) => at.startsWith(day));
    (onTheDay ? touched : before).set(ours.orderId, ours);
  }
  for (const provider of providers) {
    for (const theirs of await providerNamed(provider).settledOn(day)) {
      const known = touched.get(theirs.orderId) ?? before.get(theirs.orderId);
      const ours = known ?? (await payments.find(theirs.orderId));
      if (ours === undefined) {
        const detail = `the provider lists ${theirs.captured} ${theirs.currency}`;
        differences.push({ kind: 'UNKNOWN_ORDER', provider, orderId: theirs.orderId, detail });
      } else touched.set(theirs.orderId, ours);
    }
  }
  for (const ours of new Map([...before, ...touched]).values()) {
    const { provider, orderId } = ours;
    const order = await orders.findOrder(orderId);
    if (order === undefined) {
      const detail = `our record has ${ours.captured} ${ours.currency} captured, but there is no order`;
      differences.push({ kind: 'UNKNOWN_ORDER', provider, orderId, detail });
      continue;
    }
    // What is still open cannot be judged: it is looked at again on the day on which it ends.
    if (isOpen(order.status)) continue;
    const movedOn = order.timeline.at(-1)?.at ?? day;
    if (!touched.has(orderId) && movedOn < day) continue;
    const theirs = await providerNamed(ours.provider).query(referenceTo(ours));
    differences.push(...compare(theirs, ours, order.status));
  }
  return differences;
}

/** What is wrong between a payment as its provider has it now, our record of it and its order, which has ended. */
export function compare(
  theirs: Pick<ProviderPayment, 'captured' | 'refunded' | 'currency'>,
  ours: Payment,
  status: OrderStatus,
): readonly Difference[] {
  const { provider, orderId, amount, currency } = ours;
  const differences: Difference[] = [];
  const found = (kind: MoneyDifference, detail: string) => differences.push({ kind, provider, orderId, detail });

  if (theirs.currency !== currency || theirs.captured !== ours.captured) {
    found(
      'AMOUNT_DIFFERS',
      `the provider took ${theirs.captured} ${theirs.currency}, we have ${ours.captured} ${currency}`,
    );
  }
  const kept = theirs.captured - theirs.refunded;
  if (isCalledOff(status)) {
    if (kept > 0) found('CAPTURED_WITHOUT_CONFIRMED_ORDER', `${kept} kept for an order that is ${status}`);
    return differences;
  }
  if (theirs.captured < amount) found('CONFIRMED_WITHOUT_CAPTURE', `captured ${theirs.captured} of ${amount}`);
  const asked = ours.refunds.reduce((sum, refund) => sum + refund.amount, 0);
  if (theirs.refunded > asked) found('REFUND_NOT_ASKED_FOR', `${theirs.refunded} given back, ${asked} asked for`);
  if (theirs.refunded < asked) found('REFUND_MISSING', `${asked} asked for, ${theirs.refunded} given back`);
  return differences;
}

function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * dayMilliseconds).toISOString().slice(0, 10);
}
