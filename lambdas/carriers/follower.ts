import { environment } from '../runtime/environment.ts';
import { knownCarrier } from './known-carriers.ts';
import { type CarrierProviderName, carrierProviderNames } from './providers/registry.ts';

/** Which providers this stage has, as the stack names them to functions that only have to know. */
export function stageProviders(): readonly CarrierProviderName[] {
  const names = environment('CARRIERS').split(',');
  return carrierProviderNames.filter((name) => names.includes(name));
}

/** Who follows a shipment's parcel, and what they call its carrier and it. */
export interface Follower {
  readonly provider: CarrierProviderName;
  readonly carrier: string;
  readonly trackingNumber: string;
}

/**
 * Who follows a shipment's parcel: the first of the stage's providers that does so for its carrier. Undefined where
 * nobody does: its state is what staff say.
 */
export function followerOf(
  { carrier, trackingNumber }: { readonly carrier?: string | undefined; readonly trackingNumber?: string | undefined },
  providers = stageProviders(),
): Follower | undefined {
  const known = knownCarrier(carrier);
  const number = trackingNumber?.replace(/\s/g, '');
  if (known === undefined || !number) return undefined;
  for (const provider of providers) {
    const name = known[provider];
    if (name !== undefined) return { provider, carrier: name, trackingNumber: number };
  }
  return undefined;
}
