import * as z from 'zod/mini';
import type { ParcelState, Scan } from '../../../orders/parcel.ts';
import type { CarrierNews } from '../../parcel-status.ts';
import { scanTime } from '../../scan-time.ts';

const Text = z.optional(z.nullable(z.string()));

/** A Tracker, as far as we read it (https://docs.easypost.com/docs/trackers). */
export const Tracker = z.object({
  id: z.string(),
  tracking_code: z.string(),
  status: z.string(),
  status_detail: Text,
  updated_at: z.string(),
  est_delivery_date: Text,
  carrier_detail: z.optional(z.nullable(z.object({ est_delivery_date_local: Text }))),
  tracking_details: z.array(
    z.object({
      message: Text,
      status: z.string(),
      status_detail: Text,
      datetime: Text,
      tracking_location: z.optional(z.nullable(z.object({ city: Text, state: Text, country: Text }))),
    }),
  ),
});
export type Tracker = z.output<typeof Tracker>;

const byWord = (words: Readonly<Record<string, ParcelState>>) => new Map(Object.entries(words));

/** What its statuses mean; `unknown`, `cancelled` and `error` say nothing of where a parcel is. */
const statuses = byWord({
  pre_transit: 'LABEL_CREATED',
  in_transit: 'IN_TRANSIT',
  out_for_delivery: 'OUT_FOR_DELIVERY',
  available_for_pickup: 'OUT_FOR_DELIVERY',
  delivered: 'DELIVERED',
  return_to_sender: 'RETURNED',
  failure: 'EXCEPTION',
});

/** What says more than the status of a parcel that is under way. */
const details = byWord({
  lost: 'LOST',
  delivery_exception: 'ATTEMPT_FAILED',
  address_correction: 'EXCEPTION',
  damaged: 'EXCEPTION',
  delayed: 'EXCEPTION',
  held: 'EXCEPTION',
  missorted: 'EXCEPTION',
  refused: 'EXCEPTION',
  transit_exception: 'EXCEPTION',
  weather_delay: 'EXCEPTION',
});

/** What a Tracker says of its parcel. Who signed for it, it may say too: that is not kept. */
export function newsOf(tracker: Tracker): CarrierNews {
  const scans: Scan[] = tracker.tracking_details.flatMap((scan) => {
    const state = stateOf(scan);
    const at = scanTime(scan.datetime ?? '');
    if (state === undefined || at === undefined) return [];
    const { city, state: region, country } = scan.tracking_location ?? {};
    const place = [city, region, country].filter(Boolean).join(', ');
    const message = scan.message?.trim();
    return [{ at, state, ...(message && { message }), ...(place !== '' && { place }) }];
  });
  const now = stateOf(tracker);
  const at = scanTime(tracker.updated_at);
  // Of its summary it may say more than of any scan: that a parcel is lost, say.
  const isSaid =
    now === undefined || at === undefined || now === 'LABEL_CREATED' || scans.some(({ state }) => state === now);
  const estimate = tracker.carrier_detail?.est_delivery_date_local ?? tracker.est_delivery_date;
  return {
    scans: isSaid ? scans : [...scans, { at, state: now }],
    ...(estimate && { estimatedDelivery: estimate }),
  };
}

function stateOf({ status, status_detail }: Pick<Tracker, 'status' | 'status_detail'>): ParcelState | undefined {
  const state = statuses.get(status);
  const isUnderWay = state === 'IN_TRANSIT' || state === 'EXCEPTION';
  return (isUnderWay ? details.get(status_detail ?? '') : undefined) ?? state;
}
