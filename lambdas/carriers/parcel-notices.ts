import type { NoticeEvent } from '../orders/notice-event.ts';
import type { ParcelState } from '../orders/parcel.ts';
import type { StoredShipment } from '../orders/shipment.ts';
import { environment } from '../runtime/environment.ts';

/** The states of a parcel that a customer may be told of, each by its notice. That it left, `order-shipped` tells. */
export const parcelNotices = {
  OUT_FOR_DELIVERY: 'parcel-out-for-delivery',
  DELIVERED: 'parcel-delivered',
  ATTEMPT_FAILED: 'parcel-attempt-failed',
  RETURNED: 'parcel-returned',
  LOST: 'parcel-lost',
} as const satisfies { readonly [state in ParcelState]?: NoticeEvent };
export type ParcelNotice = (typeof parcelNotices)[keyof typeof parcelNotices];
export type ToldParcelState = keyof typeof parcelNotices;

/** The states of a parcel that a customer may be told of. */
export const toldParcelStates = Object.keys(parcelNotices) as readonly ToldParcelState[];

/** The notice of a state, where the shop tells its customers of it. */
export function wantedNotice(state: ParcelState, wanted = environment('PARCEL_NOTICES').split(',')) {
  const told = toldParcelStates.find((one) => one === state);
  return told !== undefined && wanted.includes(told) ? parcelNotices[told] : undefined;
}

/** What a notice of a parcel is about: the shipment; once its number was corrected, another parcel. */
export function parcelName({ id, corrections }: Pick<StoredShipment, 'id' | 'corrections'>): string {
  return corrections === undefined ? id : `${id} ${corrections}`;
}
