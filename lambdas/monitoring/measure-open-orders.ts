import { endsSoonMinutes } from '../orders/end-of-hold.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { environment } from '../runtime/environment.ts';
import { measure } from '../runtime/metrics.ts';

/** What measuring open orders touches. */
export interface MeasureOpenOrdersPorts {
  readonly orders: Pick<OrderTable, 'findOpenSince' | 'findOrder'>;
  readonly measure: typeof measure;
  readonly clock: Clock;
  /** How long stock is held for an order that is not confirmed, in seconds, unless it is extended. */
  readonly holdSeconds: number;
}

const production = (): MeasureOpenOrdersPorts => ({
  orders: orderTable(),
  measure,
  clock: systemClock,
  holdSeconds: Number(environment('HOLD_SECONDS')),
});

/** Measures the orders that wait for their answer: how many, since when the oldest, and of how many the hold ends soon. */
export async function measureOpenOrders(ports: MeasureOpenOrdersPorts = production()): Promise<void> {
  const { orders, measure, clock, holdSeconds } = ports;
  const now = clock().getTime();
  const openSince = (seconds: number) => orders.findOpenSince(new Date(now - seconds * 1000).toISOString());
  const [open, ending] = await Promise.all([openSince(0), openSince(holdSeconds - endsSoonMinutes * 60)]);
  const [first] = open;
  const oldest = first === undefined ? undefined : await orders.findOrder(first);
  const age = oldest === undefined ? 0 : Math.max(0, Math.round((now - Date.parse(oldest.createdAt)) / 1000));
  measure({
    OpenOrders: { unit: 'Count', values: [open.length] },
    OldestOpenOrder: { unit: 'Seconds', values: [age] },
    HoldsEnding: { unit: 'Count', values: [ending.length] },
  });
}
