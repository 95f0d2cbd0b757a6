import { isDeepStrictEqual } from 'node:util';
import type { OrderStatus } from '../orders/order-status.ts';
import { type Parcel, type ParcelState, parcelStates, type Scan } from '../orders/parcel.ts';
import type { Shipment } from '../orders/shipment.ts';

/**
 * From each state, where a later scan takes a parcel. What is under way may change as its carrier says, but never back to
 * its label. What has ended is corrected only by what can be nothing but a correction: a parcel that was lost turns up,
 * one that was delivered was not. A scan at a depot behind a delivery is none, and the "delivered" of one that goes back
 * means the sender.
 */
const transitions = {
  LABEL_CREATED: ['IN_TRANSIT', 'OUT_FOR_DELIVERY', 'ATTEMPT_FAILED', 'EXCEPTION', 'DELIVERED', 'RETURNED', 'LOST'],
  IN_TRANSIT: ['OUT_FOR_DELIVERY', 'ATTEMPT_FAILED', 'EXCEPTION', 'DELIVERED', 'RETURNED', 'LOST'],
  OUT_FOR_DELIVERY: ['IN_TRANSIT', 'ATTEMPT_FAILED', 'EXCEPTION', 'DELIVERED', 'RETURNED', 'LOST'],
  ATTEMPT_FAILED: ['IN_TRANSIT', 'OUT_FOR_DELIVERY', 'EXCEPTION', 'DELIVERED', 'RETURNED', 'LOST'],
  EXCEPTION: ['IN_TRANSIT', 'OUT_FOR_DELIVERY', 'ATTEMPT_FAILED', 'DELIVERED', 'RETURNED', 'LOST'],
  DELIVERED: ['ATTEMPT_FAILED', 'EXCEPTION', 'RETURNED', 'LOST'],
  RETURNED: [],
  LOST: ['IN_TRANSIT', 'OUT_FOR_DELIVERY', 'ATTEMPT_FAILED', 'EXCEPTION', 'DELIVERED', 'RETURNED'],
} as const satisfies Record<ParcelState, readonly ParcelState[]>;

const ends: readonly ParcelState[] = ['DELIVERED', 'RETURNED', 'LOST'];

/** Whether a parcel is still to arrive. */
export function isUnderWay(state: ParcelState): boolean {
  return !ends.includes(state);
}

/** How a shipment stands with its carrier: from when it left until there is news of it, LABEL_CREATED. */
export function parcelOf({ at, parcel }: Pick<Shipment, 'at' | 'parcel'>): Parcel {
  return parcel ?? { state: 'LABEL_CREATED', since: at, at, scans: [] };
}

/** What a carrier says of a parcel when it is asked: all that it knows, in any order. */
export interface CarrierNews {
  readonly scans: readonly Scan[];
  readonly estimatedDelivery?: string | undefined;
}

/** A parcel as news leaves it, and the states that it came through since, the last of which it has now. */
export interface MovedParcel {
  readonly parcel: Parcel;
  readonly passed: readonly ParcelState[];
}

/** More than any parcel has. */
const mostScans = 100;

/** So far a carrier's clock may be ahead, in milliseconds: what is further is of no use, and would hide what follows. */
const mostAhead = 24 * 60 * 60 * 1000;

/**
 * Takes in what a carrier says of a parcel. Its state follows from the scans that are known, in the order of the
 * carrier's clock, and from nothing else: however late, often or out of order they come, it ends where they lead.
 * @returns undefined where nothing of it is new
 */
export function movedBy(
  shipment: Pick<Shipment, 'at' | 'parcel'>,
  { scans, estimatedDelivery }: CarrierNews,
  now: Date,
): MovedParcel | undefined {
  const { scans: before, ...stood } = parcelOf(shipment);
  const latest = new Date(now.getTime() + mostAhead).toISOString();
  const known = scansOf([...before, ...scans.filter(({ at }) => at <= latest)]);
  const last = known.at(-1);
  if (last === undefined) return undefined;
  const path = pathOf(known);
  const { state, at: since } = path.at(-1) ?? { ...stood, at: stood.since };
  const estimate = estimatedDelivery ?? stood.estimatedDelivery;
  const parcel = {
    ...{ state, since, at: last.at },
    ...(estimate !== undefined && { estimatedDelivery: estimate }),
    scans: known,
  };
  if (isDeepStrictEqual(parcel, shipment.parcel)) return undefined;
  const told = new Set(pathOf(before).map(nameOf));
  const fresh = path.slice(path.findLastIndex((scan) => told.has(nameOf(scan))) + 1).map((scan) => scan.state);
  // That it came to where it stands already, at another time than was said, is no move.
  return { parcel, passed: fresh[0] === stood.state ? fresh.slice(1) : fresh };
}

/**
 * Takes in where staff say that a parcel is, behind all that is known: they may know better than its carrier, and answer
 * for it.
 * @returns undefined where it is there already
 */
export function movedByStaff(
  shipment: Pick<Shipment, 'at' | 'parcel'>,
  { state, message }: Pick<Scan, 'state' | 'message'>,
  now: Date,
): MovedParcel | undefined {
  const before = parcelOf(shipment);
  if (state === before.state) return undefined;
  const at = new Date(Math.max(now.getTime(), Date.parse(before.scans.at(-1)?.at ?? '') + 1 || 0)).toISOString();
  return movedBy(shipment, { scans: [{ at, state, by: 'STAFF', ...(message !== undefined && { message }) }] }, now);
}

/**
 * When an order was delivered, ISO 8601 UTC: as the last parcel of it arrived. Undefined while something of it is still
 * to be shipped or to arrive, or nothing has arrived; what is lost or goes back is waited for no longer.
 */
export function deliveredAt(
  { status }: { readonly status: OrderStatus },
  shipments: readonly Pick<Shipment, 'at' | 'parcel'>[],
): string | undefined {
  const parcels = shipments.map(parcelOf);
  if (status !== 'SHIPPED' || parcels.some(({ state }) => isUnderWay(state))) return undefined;
  const arrivals = parcels.filter(({ state }) => state === 'DELIVERED').map(({ since }) => since);
  return arrivals.sort().at(-1);
}

/** What a scan is known by: its words may be written anew. */
const nameOf = ({ at, state }: Scan) => `${at} ${state}`;

/** Each scan once, in the order of time; what was scanned at the same moment, in the order of a parcel's life. */
function scansOf(scans: readonly Scan[]): readonly Scan[] {
  const each = [...new Map(scans.map((scan) => [nameOf(scan), scan])).values()];
  const orderOf = ({ at, state }: Scan) => `${at} ${parcelStates.indexOf(state)}`;
  return each.sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1)).slice(-mostScans);
}

/** The scans that took a parcel from one state to another. */
function pathOf(scans: readonly Scan[]): readonly Scan[] {
  const path: Scan[] = [];
  for (const scan of scans) {
    const from = path.at(-1)?.state ?? 'LABEL_CREATED';
    const follows = (transitions[from] as readonly ParcelState[]).includes(scan.state);
    if (follows || (scan.by === 'STAFF' && scan.state !== from)) path.push(scan);
  }
  return path;
}
