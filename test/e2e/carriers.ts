import { inject } from 'vitest';
import type { CarrierProviderName } from '../../lambdas/carriers/providers/registry.ts';
import type { ParcelState } from '../../lambdas/orders/parcel.ts';
import { controlCarriers } from '../../local/carriers.ts';
import { invoke } from './cloud.ts';
import { eventually } from './eventually.ts';

const issuerPort = Number(new URL(inject('service').issuer).port);

/** Tells the carriers of this machine what to do: `scan`, `notify`. */
export const control = (action: string, body: object) => controlCarriers(issuerPort, action, body);

/** A carrier of this machine scans a parcel, as soon as it is asked to follow it. */
export const scanned = (provider: CarrierProviderName, number: string, state: ParcelState, place = 'York') =>
  eventually(`${provider} to follow ${number}`, async () => {
    // As the clock does, each minute.
    await invoke('AskAboutDueParcelsFunction');
    return control('scan', { provider, number, state, place, message: `Parcel ${state}` }).catch(() => undefined);
  });

/** A tracking number of nobody else's. */
export const anyNumber = () => `E2E${crypto.randomUUID().replaceAll('-', '').slice(0, 16).toUpperCase()}`;
