import { setTimeout } from 'node:timers/promises';
import type { OrderEvent, OrderId } from '../orders/order.ts';
import { OrderContention } from '../orders/order-contention.ts';
import { longerThanACallSeconds, type RequestNotice, requestNotice } from '../orders/order-effects-queue.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import type { ParcelState } from '../orders/parcel.ts';
import type { StoredShipment } from '../orders/shipment.ts';
import { type RequestTicket, requestTicket } from '../orders/ticket-queue.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { againIfOvertaken } from '../runtime/contention.ts';
import { transact } from '../runtime/dynamodb.ts';
import { parcelName, wantedNotice } from './parcel-notices.ts';
import { type MovedParcel, parcelOf } from './parcel-status.ts';

/** What moving a parcel touches. */
export interface MoveParcelPorts {
  readonly orders: Pick<OrderTable, 'find' | 'changeShipmentWrites'>;
  readonly transact: typeof transact;
  readonly requestNotice: RequestNotice;
  readonly requestTicket: RequestTicket;
  readonly wantedNotice: (state: ParcelState) => ReturnType<typeof wantedNotice>;
  readonly clock: Clock;
  readonly pause: (milliseconds: number) => Promise<void>;
}

/** The tables and clock of production. */
export const movingParcels = (): MoveParcelPorts => ({
  orders: orderTable(),
  transact,
  requestNotice,
  requestTicket,
  wantedNotice,
  clock: systemClock,
  pause: (milliseconds) => setTimeout(milliseconds),
});

/**
 * Moves a shipment's parcel, with an entry in the order's timeline for each state that it came through, and tells the
 * customer of the last, where the shop does: once a parcel and state, also when this call is cut off. Of one that is lost,
 * the shop's team is told by a ticket, once a shipment: asked for again should this call be cut off and be made anew.
 * @param move where it moves to from how it stands; undefined where it does not
 * @returns the shipment as it then stands; undefined where there is none of this id
 * @throws OrderContention worth a retry
 */
export async function moveParcel(
  orderId: OrderId,
  shipmentId: string,
  move: (shipment: StoredShipment) => MovedParcel | undefined,
  { orders, transact, requestNotice, requestTicket, wantedNotice, clock, pause }: MoveParcelPorts = movingParcels(),
): Promise<StoredShipment | undefined> {
  const attempt = async (): Promise<{ readonly shipment: StoredShipment | undefined } | undefined> => {
    const shipment = (await orders.find(orderId)).shipments.find(({ id }) => id === shipmentId);
    const moved = shipment && move(shipment);
    if (shipment === undefined || moved === undefined) return { shipment };
    const { parcel, passed } = moved;
    const at = clock().toISOString();
    const timeline = passed.flatMap((state) =>
      state === 'LABEL_CREATED' ? [] : [{ at, event: `SHIPMENT_${state}` satisfies OrderEvent, detail: shipmentId }],
    );
    const event = parcel.state === parcelOf(shipment).state ? undefined : wantedNotice(parcel.state);
    const notice = event && ({ orderId, event, about: parcelName(shipment) } as const);
    // Ahead of it, should this call be cut off: the notice finds then whether it is true.
    if (notice) await requestNotice(notice, longerThanACallSeconds);
    const refusals = await transact([...orders.changeShipmentWrites(orderId, shipment, { set: { parcel } }, timeline)]);
    if (refusals !== undefined) return undefined;
    if (notice) await requestNotice(notice);
    return { shipment: { ...shipment, parcel } };
  };
  const done = await againIfOvertaken(attempt, pause);
  if (done === undefined) throw new OrderContention(orderId);
  const { shipment } = done;
  if (shipment?.parcel?.state === 'LOST') {
    await requestTicket({ orderId, cause: 'PARCEL_LOST', about: parcelName(shipment) });
  }
  return shipment;
}
