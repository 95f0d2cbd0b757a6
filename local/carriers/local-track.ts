import { randomBytes } from 'node:crypto';
import type { ParcelState } from '../../lambdas/orders/parcel.ts';

/** A scan as a carrier on this machine has made it. */
export interface LocalScan {
  readonly at: Date;
  readonly state: ParcelState;
  readonly message: string;
  readonly place: string;
}

/** A parcel that somebody on this machine follows for us. */
export interface LocalTrack {
  readonly id: string;
  readonly number: string;
  readonly carrier: string;
  readonly createdAt: Date;
  /** Oldest first. */
  readonly scans: LocalScan[];
}

/** The parcels that somebody follows, by their numbers. */
export class LocalTracks {
  readonly #tracks = new Map<string, LocalTrack>();

  /** Follows a parcel from now on; the same as before where it is followed. */
  follow(number: string, carrier: string): LocalTrack {
    const known = this.#tracks.get(number);
    if (known !== undefined) return known;
    const track = { id: `trk_${randomBytes(16).toString('hex')}`, number, carrier, createdAt: new Date(), scans: [] };
    this.#tracks.set(number, track);
    return track;
  }

  find(number: string): LocalTrack | undefined {
    return this.#tracks.get(number);
  }

  byId(id: string): LocalTrack | undefined {
    return [...this.#tracks.values()].find((track) => track.id === id);
  }
}
