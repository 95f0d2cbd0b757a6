import * as z from 'zod/mini';
import { type ParcelNotice, parcelName, parcelNotices, type ToldParcelState } from '../../carriers/parcel-notices.ts';
import { aNotice, asking, bad, good, type Look, type NoticeRecord } from './notice-record.ts';
import { carriedBy, SaidShipment, saidOf } from './said-shipment.ts';

const Says = z.object({ shipment: SaidShipment });

/** A parcel has come to a state, and is still in it. `about`: its name, the id of the shipment first. */
function moved<State extends ToldParcelState>(state: State, look: Look) {
  return aNotice({
    says: Says,
    of({ shipments, about, ...told }) {
      const shipment = shipments.find((one) => parcelName(one) === about);
      return shipment?.parcel?.state === state ? { shipment: saidOf(told, shipment) } : undefined;
    },
    sentences: (texts, facts, { shipment }) => texts[parcelNotices[state]](facts, carriedBy(shipment, facts.foreign)),
    look,
    // Of one parcel, the order may have others.
    orderStatus: undefined,
    kind: 'delivery',
  });
}

/** The notices of what becomes of a parcel on its way. */
export const parcelMoved = {
  'parcel-out-for-delivery': moved('OUT_FOR_DELIVERY', good),
  'parcel-delivered': moved('DELIVERED', good),
  'parcel-attempt-failed': moved('ATTEMPT_FAILED', { ...asking, showAddress: true }),
  'parcel-returned': moved('RETURNED', bad),
  'parcel-lost': moved('LOST', bad),
} as const satisfies { readonly [event in ParcelNotice]: NoticeRecord };
