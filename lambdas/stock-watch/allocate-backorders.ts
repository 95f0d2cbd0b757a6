import { promiseWithStock } from '../delivery-promise/promise-with-stock.ts';
import { holdingsOf, holdsOf } from '../inventory/holdings.ts';
import { type HoldingPorts, holdingPorts, releaseInventory } from '../inventory/reserve-inventory.ts';
import { isReleased } from '../inventory/stock.ts';
import { StockContention } from '../inventory/stock-contention.ts';
import { longerThanACallSeconds, type RequestNotice, requestNotice } from '../orders/order-effects-queue.ts';
import { isRejectedOrCancelled } from '../orders/order-status.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import type { DeliveryPolicy } from '../shop/delivery-policy.ts';
import { stageShop } from '../shop/stage-shop.ts';

/** What giving arrived stock to waiting orders touches. */
export interface AllocateBackordersPorts extends HoldingPorts {
  readonly requestNotice: RequestNotice;
  readonly clock: Clock;
  /** What the shop promises of its deliveries, if it does. */
  readonly delivery?: DeliveryPolicy | undefined;
}

const production = (): AllocateBackordersPorts => ({
  ...holdingPorts(),
  requestNotice,
  clock: systemClock,
  delivery: stageShop().delivery,
});

/** So long it goes on, in milliseconds, once it has changed anything: a call ends well within its minute. */
const longestMilliseconds = 30_000;

/**
 * Gives the available units of a SKU to the orders that wait for them, first come, first served, and has each customer
 * told once nothing of their order is backordered any more. Safe to run twice, and beside itself. Where thousands wait it
 * ends in time; what it changed of the stock itself brings the next call.
 * @throws StockContention worth a retry
 */
export async function allocateBackorders(sku: string, ports: AllocateBackordersPorts = production()): Promise<void> {
  const { orders, stock, backorders, transact, requestNotice, clock, delivery } = ports;
  const begun = clock().getTime();
  let isChanged = false;
  for (;;) {
    const now = clock();
    if (isChanged && now.getTime() > begun + longestMilliseconds) return;
    const main = await stock.findMain(sku);
    if (main === undefined || main.available === 0 || !main.backordered || !isReleased(main, now)) return;
    const first = await backorders.findFirst(sku);
    if (first === undefined) return;
    const { order, content } = await orders.find(first.orderId);
    if (order === undefined || content === undefined) throw new Error(`order ${first.orderId} waits but is not there`);
    if (isRejectedOrCancelled(order.status)) {
      await releaseInventory(order.id, ports);
      isChanged = true;
      continue;
    }

    const units = Math.min(main.available, first.quantity);
    const isServed = units === first.quantity;
    const holdings = holdingsOf(order, content.lines).map((holding) =>
      holding.sku !== sku || holding.backordered === undefined
        ? holding
        : {
            ...holding,
            backordered: isServed
              ? undefined
              : { ...holding.backordered, quantity: holding.backordered.quantity - units },
          },
    );
    const holds = holdsOf(order, holdings);
    const isComplete = holds.backorderedLines === undefined;
    // An order that is not confirmed yet will be told that nothing is backordered.
    const isTold = isComplete && order.status === 'CONFIRMED';
    const arrived = { orderId: order.id, event: 'backordered-items-arrived' } as const;
    // Ahead of it, for after this call's life: should it be cut off right behind the transaction, the customer hears
    // all the same.
    if (isTold) await requestNotice(arrived, longerThanACallSeconds);
    const refusals = await transact([
      isComplete
        ? orders.allocateWrite(
            order,
            holds,
            now.toISOString(),
            promiseWithStock({ ...order, backorderedLines: undefined }, content, delivery, now),
          )
        : orders.allocateWrite(order, holds, undefined),
      stock.changeWrite(sku, 0, { available: -units, reserved: units, backordered: -units }),
      isServed ? backorders.remove(first) : backorders.put({ ...first, quantity: first.quantity - units }),
    ]);
    if (refusals === undefined) isChanged = true;
    if (refusals === undefined && isTold) await requestNotice(arrived);
    if (refusals !== undefined && !refusals.some(({ kind }) => kind === 'condition'))
      throw new StockContention(`SKU ${sku}`);
  }
}
