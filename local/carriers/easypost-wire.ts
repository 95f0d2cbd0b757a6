import { randomBytes } from 'node:crypto';
import type { ParcelState } from '../../lambdas/orders/parcel.ts';
import type { LocalScan, LocalTrack } from './local-track.ts';

/** How EasyPost says each state: its status, and what it adds. */
const said: Readonly<Record<ParcelState, readonly [status: string, detail: string]>> = {
  LABEL_CREATED: ['pre_transit', 'label_created'],
  IN_TRANSIT: ['in_transit', 'arrived_at_facility'],
  OUT_FOR_DELIVERY: ['out_for_delivery', 'out_for_delivery'],
  ATTEMPT_FAILED: ['failure', 'delivery_exception'],
  EXCEPTION: ['failure', 'damaged'],
  DELIVERED: ['delivered', 'arrived_at_destination'],
  RETURNED: ['return_to_sender', 'return'],
  LOST: ['failure', 'lost'],
};

const seconds = (date: Date) => date.toISOString().replace(/\.\d+Z$/, 'Z');

/** A Tracker, as EasyPost answers it. */
export function trackerOf({ id, number, carrier, createdAt, scans }: LocalTrack): object {
  const last = scans.at(-1);
  const [status, detail] = last === undefined ? ['unknown', 'unknown'] : said[last.state];
  return {
    ...{ id, object: 'Tracker', mode: 'test', tracking_code: number, carrier, status, status_detail: detail },
    ...{ created_at: seconds(createdAt), updated_at: seconds(last?.at ?? createdAt) },
    ...{ signed_by: null, weight: 614.4, est_delivery_date: null, shipment_id: null },
    tracking_details: scans.map(detailOf(carrier)),
    carrier_detail: { object: 'CarrierDetail', service: null, est_delivery_date_local: null },
    ...{ finalized: false, is_return: false, public_url: `https://track.easypost.com/${id}` },
  };
}

const detailOf =
  (carrier: string) =>
  ({ at, state, message, place }: LocalScan) => {
    const [status, status_detail] = said[state];
    return {
      ...{ object: 'TrackingDetail', message, description: message, status, status_detail },
      ...{ datetime: at.toISOString(), source: carrier, carrier_code: '' },
      tracking_location: { object: 'TrackingLocation', city: place, state: null, country: null, zip: null },
    };
  };

/** The Event that tells of a change of a Tracker. */
export function eventOf(track: LocalTrack): { readonly id: string } & object {
  const now = seconds(new Date());
  return {
    ...{ id: `evt_${randomBytes(16).toString('hex')}`, object: 'Event', description: 'tracker.updated', mode: 'test' },
    ...{ previous_attributes: {}, created_at: now, updated_at: now, status: 'pending' },
    ...{ pending_urls: [], completed_urls: [], result: trackerOf(track) },
  };
}
