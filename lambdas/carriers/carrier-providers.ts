import * as z from 'zod/mini';
import { environment } from '../runtime/environment.ts';
import { haveSecretsChanged, secret } from '../runtime/secrets.ts';
import { CarrierRefused } from './carrier-errors.ts';
import type { CarrierProvider } from './carrier-provider.ts';
import { easypostProvider } from './providers/easypost/easypost-provider.ts';
import { kuaidi100Provider } from './providers/kuaidi100/kuaidi100-provider.ts';
import { type CarrierProviderName, carrierProviderNames } from './providers/registry.ts';

/** How each provider is made: of its secret's text, its address, and where it is to notify us. */
const makers = {
  easypost: easypostProvider,
  kuaidi100: kuaidi100Provider,
} as const satisfies Readonly<
  Record<CarrierProviderName, (secretText: string, baseUrl: string, notificationUrl: string) => CarrierProvider>
>;

const Account = z.object({ secretArn: z.string(), baseUrl: z.string(), notificationUrl: z.string() });

/** The stage's accounts with providers, as the stack names them to functions that speak with them. */
const accounts = () =>
  z.parse(z.partialRecord(z.enum(carrierProviderNames), Account), JSON.parse(environment('CARRIER_ACCOUNTS')));

/** The provider of this name, or undefined when this stage does not have it. */
export function findCarrierProvider(name: string): CarrierProvider | undefined {
  const known = carrierProviderNames.find((provider) => provider === name);
  const account = known && accounts()[known];
  if (known === undefined || account === undefined) return undefined;
  const { secretArn, baseUrl, notificationUrl } = account;
  const withKeys = async <Result>(call: (provider: CarrierProvider) => Promise<Result>): Promise<Result> => {
    const now = async () => call(makers[known](await secret(secretArn), baseUrl, notificationUrl));
    try {
      return await now();
    } catch (error) {
      // It may fail for a key that was replaced since it was read.
      if (error instanceof CarrierRefused || !(await haveSecretsChanged())) throw error;
      return now();
    }
  };
  return {
    register: (parcel) => withKeys((provider) => provider.register(parcel)),
    query: (parcel) => withKeys((provider) => provider.query(parcel)),
    verifyNotification: (raw) => withKeys((provider) => provider.verifyNotification(raw)),
  };
}
