import type { CarrierProviderRecord } from '../carrier-provider.ts';
import { easypost } from './easypost/easypost.ts';
import { kuaidi100 } from './kuaidi100/kuaidi100.ts';

/**
 * Everybody who follows parcels for us, by the name that webhook paths and deploy options use. The first that follows a
 * carrier's parcels does. Each is a folder `<name>/` with its record, its provider and what its secret holds.
 */
export const carrierProviders = { easypost, kuaidi100 } as const satisfies Readonly<
  Record<string, CarrierProviderRecord>
>;

/** The name of somebody who follows parcels. */
export type CarrierProviderName = keyof typeof carrierProviders;

/** Everybody who follows parcels. */
export const carrierProviderNames = Object.keys(carrierProviders) as readonly CarrierProviderName[];
