import type { PaymentProvider } from './payment-provider.ts';
import { sandboxProvider } from './sandbox-provider.ts';

/** Every provider that the service knows, by the name that orders and webhook paths use. */
const providers = { sandbox: sandboxProvider } as const satisfies Record<string, () => PaymentProvider | undefined>;

/** The provider of this name, or undefined when this stage does not have it. */
export function findProvider(name: string): PaymentProvider | undefined {
  return Object.hasOwn(providers, name) ? providers[name as keyof typeof providers]() : undefined;
}

/**
 * The provider of this name.
 * @throws Error when this stage does not have it: orders with it are refused at the door, so this is a fault
 */
export function providerNamed(name: string): PaymentProvider {
  const provider = findProvider(name);
  if (provider === undefined) throw new Error(`there is no payment provider ${name}`);
  return provider;
}
