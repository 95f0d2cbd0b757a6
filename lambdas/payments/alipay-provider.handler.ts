import { alipayProvider } from './alipay-provider.ts';
import { providerFunction } from './provider-function.ts';

/** Alipay: asks it, verifies its notifications. */
export const handler = providerFunction(alipayProvider);
