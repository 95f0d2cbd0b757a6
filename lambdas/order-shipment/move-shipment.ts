import * as z from 'zod/mini';
import { type MoveParcelPorts, moveParcel, movingParcels } from '../carriers/move-parcel.ts';
import { movedByStaff } from '../carriers/parcel-status.ts';
import { OrderId } from '../orders/order.ts';
import { movedParcelStates } from '../orders/parcel.ts';
import { shortText } from '../orders/short-text.ts';
import { Problem } from '../runtime/problem.ts';
import { notFound } from '../runtime/problems.ts';

/** The body of `POST /orders/{orderId}/shipments/{shipmentId}/state`: where a parcel is; customers read `message`. */
export const ParcelMove = z.strictObject({
  state: z.enum(movedParcelStates),
  message: z.optional(shortText(200)),
});
export type ParcelMove = Readonly<z.output<typeof ParcelMove>>;

/**
 * Moves a shipment's parcel to where staff say that it is: where nobody follows it, or they know better. Safe to run
 * twice.
 * @throws Problem not-found
 * @throws OrderContention worth a repeat
 */
export async function moveShipment(
  { id, shipmentId }: { readonly id: string; readonly shipmentId: string },
  move: ParcelMove,
  ports: MoveParcelPorts = movingParcels(),
): Promise<OrderId> {
  const orderId = OrderId.safeParse(id);
  const moved =
    orderId.success &&
    (await moveParcel(orderId.data, shipmentId, (shipment) => movedByStaff(shipment, move, ports.clock()), ports));
  if (!orderId.success || !moved) throw new Problem(notFound, 'There is no such shipment.');
  return orderId.data;
}
