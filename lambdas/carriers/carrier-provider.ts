import type { CarrierNews } from './parcel-status.ts';

/** A parcel, as who follows it is told of it. */
export interface FollowedParcel {
  /** What the provider calls the carrier. */
  readonly carrier: string;
  readonly trackingNumber: string;
  /** The last four digits of the recipient's telephone number: some carriers tell of a parcel only who knows them. */
  readonly phoneEnding?: string | undefined;
}

/** What a notification is about. It is a hint: ask before believing it. */
export interface CarrierHint {
  /** The provider's own id of it, or a hash of what it says where it has none. */
  readonly eventId: string;
  readonly trackingNumber: string;
}

/** A notification as it came in; header names in lower case. */
export interface RawCarrierNotification {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

/** What everybody who follows parcels can do. Every call may be repeated. */
export interface CarrierProvider {
  /**
   * Has it follow a parcel, and notify us.
   * @returns what it calls the parcel, and what it knows of it already, where it says so
   * @throws CarrierUnavailable worth a retry; CarrierRefused when it never will
   */
  register(parcel: FollowedParcel): Promise<{ readonly reference: string; readonly news?: CarrierNews }>;
  /**
   * What it knows of a parcel.
   * @throws CarrierUnavailable worth a retry; CarrierRefused when it does not follow it any more
   */
  query(parcel: FollowedParcel & { readonly reference: string }): Promise<CarrierNews>;
  /**
   * Verifies and reads a notification.
   * @returns undefined for a genuine one that is not about a parcel
   * @throws InvalidCarrierNotification
   */
  verifyNotification(raw: RawCarrierNotification): Promise<CarrierHint | undefined>;
}

/** What the service must know of a provider without speaking with it. */
export interface CarrierProviderRecord {
  /** The provider's own spelling of its name. */
  readonly title: string;
  /** Where it answers, unless the deploy option says otherwise. */
  readonly baseUrl: string;
  /** How often it may be asked about one parcel, in seconds, by its own rules. */
  readonly askEverySeconds: number;
  /** What it wants to hear, to the letter, before it stops repeating a notification; without, any 2xx will do. */
  readonly acknowledgement?: string;
}
