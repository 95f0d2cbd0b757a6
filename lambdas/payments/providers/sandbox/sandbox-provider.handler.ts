import { providerFunction } from '../../provider-function.ts';
import { sandboxProvider } from './sandbox-provider.ts';

/** The sandbox provider's function. */
export const handler = providerFunction(sandboxProvider);
