import { isCalledOff, isOpen, type OrderStatus } from '../orders/order-status.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { logger } from '../runtime/logger.ts';
import { count } from '../runtime/metrics.ts';
import type { Payment } from './payment.ts';
import type { PaymentProvider, SettledPayment } from './payment-provider.ts';
import { providerNamed } from './payment-providers.ts';
import { type PaymentTable, paymentTable } from './payment-table.ts';
import { providerFunctions } from './provider-functions.ts';

/** A way in which provider, record and order disagree about money. */
export type MoneyDifference =
  | 'CAPTURED_WITHOUT_CONFIRMED_ORDER'
  | 'CONFIRMED_WITHOUT_CAPTURE'
  | 'AMOUNT_DIFFERS'
  | 'REFUND_MISSING'
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
  readonly payments: Pick<PaymentTable, 'find' | 'settledOn'>;
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

/** Compares yesterday's money; see `differencesOn`. Every difference is logged by its order id and counted, so that an alarm rings. */
export async function reconcilePayments(ports: ReconcilePorts = production()): Promise<readonly Difference[]> {
  const day = new Date(ports.clock().getTime() - dayMilliseconds).toISOString().slice(0, 10);
  const differences = await differencesOn(day, ports);
  for (const difference of differences) {
    logger.error('money differs', { ...difference });
    count('MoneyDifference');
  }
  logger.info('payments reconciled', { day, differences: differences.length });
  return differences;
}

/**
 * Where each provider's settled payments of a day (ISO 8601 date, UTC), our records of them and the orders disagree.
 * @throws ProviderUnavailable worth a retry
 */
export async function differencesOn(
  day: string,
  { orders, payments, providerNamed, providers }: ReconcilePorts = production(),
): Promise<readonly Difference[]> {
  const differences: Difference[] = [];
  const settled = new Map<string, SettledPayment>();
  for (const provider of providers) {
    for (const theirs of await providerNamed(provider).settledOn(day)) {
      settled.set(theirs.orderId, theirs);
      const ours = await payments.find(theirs.orderId);
      const order = ours && (await orders.findOrder(theirs.orderId));
      differences.push(...compare(provider, theirs, ours, order?.status));
    }
  }
  for await (const ours of payments.settledOn(day)) {
    const order = await orders.findOrder(ours.orderId);
    // The sandbox settles nothing; a payment that the provider listed has been compared above.
    if (ours.provider === 'sandbox' || settled.has(ours.orderId) || order?.status !== 'CONFIRMED') continue;
    if (ours.captured < ours.amount) {
      differences.push(difference('CONFIRMED_WITHOUT_CAPTURE', ours, `captured ${ours.captured} of ${ours.amount}`));
    } else if (wasCapturedOn(day, ours)) {
      differences.push(
        difference('AMOUNT_DIFFERS', ours, `we have ${ours.captured} captured, the provider lists nothing`),
      );
    }
  }
  return differences;
}

/** What is wrong between one settled payment, our record of it and its order. */
export function compare(
  provider: string,
  theirs: SettledPayment,
  ours: Payment | undefined,
  status: OrderStatus | undefined,
): readonly Difference[] {
  const found = (kind: MoneyDifference, detail: string): Difference => ({
    kind,
    provider,
    orderId: theirs.orderId,
    detail,
  });
  if (ours === undefined || status === undefined) {
    return [found('UNKNOWN_ORDER', `the provider lists ${theirs.captured} ${theirs.currency}`)];
  }
  const differences: Difference[] = [];
  if (theirs.currency !== ours.currency || theirs.captured !== ours.captured) {
    const record = `${ours.captured} ${ours.currency}`;
    differences.push(
      found('AMOUNT_DIFFERS', `the provider took ${theirs.captured} ${theirs.currency}, we have ${record}`),
    );
  }
  const kept = theirs.captured - theirs.refunded;
  if ((isCalledOff(status) || isOpen(status)) && kept > 0) {
    differences.push(found('CAPTURED_WITHOUT_CONFIRMED_ORDER', `${kept} kept for an order that is ${status}`));
  }
  const asked = ours.refunds.reduce((sum, { amount }) => sum + amount, 0);
  if (status === 'CONFIRMED' && theirs.refunded < asked) {
    differences.push(found('REFUND_MISSING', `${asked} asked for, ${theirs.refunded} given back`));
  }
  return differences;
}

function difference(kind: MoneyDifference, { provider, orderId }: Payment, detail: string): Difference {
  return { kind, provider, orderId, detail };
}

function wasCapturedOn(day: string, { history }: Payment): boolean {
  return history.some(({ at, status }) => status === 'CAPTURED' && at.startsWith(day));
}
