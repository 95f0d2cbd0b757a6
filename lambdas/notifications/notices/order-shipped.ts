import * as z from 'zod/mini';
import { parcelName } from '../../carriers/parcel-notices.ts';
import { aNotice, good } from './notice-record.ts';
import { carriedBy, SaidShipment, saidOf, toFollowOf } from './said-shipment.ts';

const Says = z.object({ shipment: SaidShipment });

/**
 * Units of the order have left the warehouse: all of them, or a part. `about`: the id of the shipment; of one whose number
 * was corrected, its name as a parcel.
 */
export const orderShipped = aNotice({
  says: Says,
  of({ about, ...told }) {
    const shipment = told.shipments.find((one) => one.id === about || parcelName(one) === about);
    return shipment && { shipment: { ...saidOf(told, shipment), toFollow: toFollowOf(told, shipment) } };
  },
  sentences: (texts, facts, { shipment }) =>
    texts['order-shipped'](facts, {
      ...carriedBy(shipment, facts.foreign),
      isAll: shipment.toFollow.length === 0,
    }),
  look: good,
  orderStatus: 'OrderInTransit',
  kind: 'delivery',
});
