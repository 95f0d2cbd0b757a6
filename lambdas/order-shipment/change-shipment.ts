import { setTimeout } from 'node:timers/promises';
import * as z from 'zod/mini';
import { parcelName } from '../carriers/parcel-notices.ts';
import { OrderId } from '../orders/order.ts';
import { OrderContention } from '../orders/order-contention.ts';
import { longerThanACallSeconds, type RequestNotice, requestNotice } from '../orders/order-effects-queue.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import type { StoredShipment } from '../orders/shipment.ts';
import { shortText } from '../orders/short-text.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { againIfOvertaken } from '../runtime/contention.ts';
import { transact } from '../runtime/dynamodb.ts';
import { Problem } from '../runtime/problem.ts';
import { notFound } from '../runtime/problems.ts';

const Label = z.optional(z.nullable(shortText(100)));

/** The body of `PATCH /orders/{orderId}/shipments/{shipmentId}`: null takes away, what is left out stays. */
export const ShipmentChange = z.strictObject({ carrier: Label, service: Label, trackingNumber: Label });
export type ShipmentChange = Readonly<z.output<typeof ShipmentChange>>;

/** What changing a shipment touches. */
export interface ChangeShipmentPorts {
  readonly orders: Pick<OrderTable, 'find' | 'changeShipmentWrites'>;
  readonly transact: typeof transact;
  readonly requestNotice: RequestNotice;
  readonly clock: Clock;
  readonly pause: (milliseconds: number) => Promise<void>;
}

const production = (): ChangeShipmentPorts => ({
  orders: orderTable(),
  transact,
  requestNotice,
  clock: systemClock,
  pause: (milliseconds) => setTimeout(milliseconds),
});

const labelParts = ['carrier', 'service', 'trackingNumber'] as const;

/**
 * Corrects with whom a shipment travels, and under which number; without a number its label is void. It is another parcel
 * from then on: what was heard of the wrong one is forgotten, the right one is followed, and the customer gets its
 * number. The units stay shipped: those that did not leave after all come back by a return. Safe to run twice.
 * @throws Problem not-found
 * @throws OrderContention worth a repeat
 */
export async function changeShipment(
  { id, shipmentId }: { readonly id: string; readonly shipmentId: string },
  change: ShipmentChange,
  { orders, transact, requestNotice, clock, pause }: ChangeShipmentPorts = production(),
): Promise<OrderId> {
  const orderId = OrderId.safeParse(id);
  if (!orderId.success) throw new Problem(notFound, 'There is no such order.');
  const attempt = async (): Promise<OrderId | undefined> => {
    const { order, shipments } = await orders.find(orderId.data);
    const shipment = shipments.find((one) => one.id === shipmentId);
    if (order === undefined || shipment === undefined) throw new Problem(notFound, 'There is no such shipment.');
    const changed = labelParts.filter((part) => part in change && (change[part] ?? undefined) !== shipment[part]);
    if (changed.length === 0) return order.id;
    const isAnother = changed.some((part) => part !== 'service');
    const corrections = (shipment.corrections ?? 0) + 1;
    const label = Object.fromEntries(changed.map((part) => [part, change[part] ?? undefined]));
    const set: Partial<StoredShipment> = { ...label, ...(isAnother && { corrections }) };
    const gone = changed.filter((part) => set[part] === undefined);
    const remove = isAnother ? ([...gone, 'parcel'] as const) : gone;
    const entry = { at: clock().toISOString(), event: 'SHIPMENT_CORRECTED', detail: shipmentId } as const;
    const about = parcelName({ id: shipmentId, corrections });
    const notice = { orderId: order.id, event: 'order-shipped', about } as const;
    const isToTell = isAnother && 'trackingNumber' in label && label.trackingNumber !== undefined;
    // Ahead of it, should this call be cut off: the notice finds then whether it is true.
    if (isToTell) await requestNotice(notice, longerThanACallSeconds);
    const writes = orders.changeShipmentWrites(order.id, shipment, { set, remove }, isAnother ? [entry] : []);
    if ((await transact([...writes])) !== undefined) return undefined;
    if (isToTell) await requestNotice(notice);
    return order.id;
  };
  const done = await againIfOvertaken(attempt, pause);
  if (done === undefined) throw new OrderContention(orderId.data);
  return done;
}
