import type { PaymentProvider } from './payment-provider.ts';
import { providerFunctions } from './provider-functions.ts';
import { remoteProvider } from './remote-provider.ts';

/** The provider of this name, or undefined when this stage does not have it. */
export function findProvider(name: string): PaymentProvider | undefined {
  const functions = providerFunctions();
  const functionName = Object.hasOwn(functions, name) ? functions[name] : undefined;
  return functionName === undefined ? undefined : remoteProvider(name, functionName);
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
