import { setTimeout } from 'node:timers/promises';
import * as z from 'zod/mini';
import { isOf, isStaffClient } from '../access/scopes.ts';
import { deliveryInstructionsOf, GivenDeliveryInstructions } from '../orders/delivery-instructions.ts';
import { OrderId } from '../orders/order.ts';
import { OrderContention } from '../orders/order-contention.ts';
import { statusesAheadOf } from '../orders/order-status.ts';
import { type OrderRecord, type OrderTable, orderTable } from '../orders/order-table.ts';
import type { Caller } from '../runtime/caller.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { againIfOvertaken } from '../runtime/contention.ts';
import { transact } from '../runtime/dynamodb.ts';
import { logger } from '../runtime/logger.ts';
import { Problem } from '../runtime/problem.ts';
import { notFound } from '../runtime/problems.ts';
import { instructionsNotChangeable } from './problems.ts';

/** The body of `PUT /orders/{orderId}/delivery-instructions`; null takes them away. */
export const DeliveryInstructionsChange = z.strictObject({
  deliveryInstructions: z.nullable(GivenDeliveryInstructions),
});
export type DeliveryInstructionsChange = Readonly<z.output<typeof DeliveryInstructionsChange>>;

/** What changing delivery instructions touches. */
export interface ChangeDeliveryInstructionsPorts {
  readonly orders: Pick<OrderTable, 'find' | 'addOrder' | 'instructionsWrites'>;
  readonly transact: typeof transact;
  readonly clock: Clock;
  readonly pause: (milliseconds: number) => Promise<void>;
}

const production = (): ChangeDeliveryInstructionsPorts => ({
  orders: orderTable(),
  transact,
  clock: systemClock,
  pause: (milliseconds) => setTimeout(milliseconds),
});

/** Each leaves an entry in the timeline, which is a part of the order's item. */
const mostChanges = 20;

/**
 * Changes what the carrier should know of an order, as long as something of it is still to be shipped. What it was
 * placed with stays; a repeat changes nothing and leaves no second entry in the timeline.
 * @throws Problem not-found, instructions-not-changeable
 * @throws OrderContention worth a repeat
 */
export async function changeDeliveryInstructions(
  caller: Caller,
  id: string,
  change: DeliveryInstructionsChange,
  ports: ChangeDeliveryInstructionsPorts = production(),
): Promise<void> {
  const orderId = OrderId.safeParse(id);
  if (!orderId.success) throw new Problem(notFound, 'There is no such order.');
  const text = change.deliveryInstructions ?? '';
  const changed = await againIfOvertaken(
    async () => attempt(await ports.orders.find(orderId.data), text, caller, ports),
    ports.pause,
  );
  if (changed === undefined) throw new OrderContention(orderId.data);
}

/** @returns undefined when the order or its instructions changed meanwhile */
async function attempt(
  record: OrderRecord,
  text: string,
  caller: Caller,
  { orders, transact, clock }: ChangeDeliveryInstructionsPorts,
): Promise<true | undefined> {
  const { order, isStored, changedInstructions } = record;
  if (order === undefined || !(isStaffClient(caller) || isOf(caller, order))) {
    throw new Problem(notFound, 'There is no such order.');
  }
  logger.appendKeys({ orderId: order.id });
  if (text === (deliveryInstructionsOf(record) ?? '')) return true;
  if (!statusesAheadOf('SHIPPED').includes(order.status)) {
    throw new Problem(instructionsNotChangeable, `The order is ${order.status}: nothing of it is still to be shipped.`);
  }
  if (order.timeline.filter(({ event }) => event === 'DELIVERY_INSTRUCTIONS_CHANGED').length >= mostChanges) {
    throw new Problem(instructionsNotChangeable, `They were changed ${mostChanges} times already.`);
  }
  // Nothing may have changed about it yet, so that it is not stored.
  if (!isStored) await orders.addOrder(order);
  const changed = { text, at: clock().toISOString() };
  const by = isStaffClient(caller) ? 'STAFF' : 'CUSTOMER';
  const refusals = await transact(orders.instructionsWrites(order.id, changedInstructions, changed, by));
  return refusals === undefined ? true : undefined;
}
