import { foresightTable } from '../foresight/foresight-table.ts';
import type { Order, OrderId } from '../orders/order.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { acceptanceOf } from '../payments/acceptance.ts';
import { type PaymentTable, paymentTable } from '../payments/payment-table.ts';
import { currentPaymentId } from '../payments/payment-try.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { readTogether } from '../runtime/dynamodb-read.ts';
import { environment } from '../runtime/environment.ts';
import { keptFor } from '../runtime/kept-for.ts';
import { currentWarnings } from './current-warnings.ts';
import { openOrders } from './open-orders.ts';
import { confirmationTimes, orderHistory } from './order-history.ts';
import type { History, Overview } from './overview.ts';
import { ringingAlarms } from './ringing-alarms.ts';

/** What looking touches. */
export interface GetOverviewPorts {
  readonly orders: Pick<OrderTable, 'withoutAnswer' | 'listFrom'>;
  readonly payments: Pick<PaymentTable, 'paymentToRead'>;
  readonly holdSeconds: number;
  readonly day: () => Promise<History>;
  readonly week: () => Promise<History>;
  readonly confirmation: () => Promise<Overview['confirmation']>;
  readonly alarms: () => Promise<Overview['alarms']>;
  readonly warnings: () => Promise<Overview['warnings']>;
  readonly stockOuts: () => Promise<Overview['stockOuts']>;
  readonly clock: Clock;
}

const weekMilliseconds = 5 * 60_000;

/** The table, CloudWatch and clock of production. A week's figures, which hardly change, are asked for less often. */
export function getOverviewPorts(): GetOverviewPorts {
  const stage = environment('STAGE');
  return {
    orders: orderTable(),
    payments: paymentTable(),
    holdSeconds: Number(environment('HOLD_SECONDS')),
    day: () => orderHistory(stage, 'day', systemClock()),
    week: keptFor(weekMilliseconds, () => orderHistory(stage, 'week', systemClock())),
    confirmation: () => confirmationTimes(stage, systemClock()),
    alarms: () => ringingAlarms(environment('ALARM_PREFIX')),
    stockOuts: () => foresightTable().findStockOuts(),
    warnings: () => currentWarnings(foresightTable(), systemClock()),
    clock: systemClock,
  };
}

/** Looks whether all is well. */
export async function getOverview({
  orders,
  payments,
  holdSeconds,
  day,
  week,
  confirmation,
  alarms,
  warnings,
  stockOuts,
  clock,
}: GetOverviewPorts): Promise<Overview> {
  const now = clock();
  const [open, times, ringing, soon, dry, ofDay, ofWeek] = await Promise.all([
    openOrders(orders, (open) => heldAmong(open, payments), now, holdSeconds),
    confirmation(),
    alarms(),
    warnings(),
    stockOuts(),
    day(),
    week(),
  ]);
  return {
    ...{ at: now.toISOString(), confirmation: times, ...open, alarms: ringing, warnings: soon },
    ...(dry && { stockOuts: dry }),
    ...{ day: ofDay, week: ofWeek },
  };
}

/** Which of these orders are paid for, and wait for somebody to decide about their risk. */
async function heldAmong(
  orders: readonly Order[],
  payments: GetOverviewPorts['payments'],
): Promise<ReadonlySet<OrderId>> {
  const found = await readTogether(...orders.map((order) => payments.paymentToRead(currentPaymentId(order))));
  const held = orders.filter((_, index) => {
    const payment = found[index];
    return payment !== undefined && acceptanceOf(payment) === 'held';
  });
  return new Set(held.map(({ id }) => id));
}
