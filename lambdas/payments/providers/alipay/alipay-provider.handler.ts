import { providerFunction } from '../../provider-function.ts';
import { alipayProvider } from './alipay-provider.ts';

/** Alipay: asks it, verifies its notifications. */
export const handler = providerFunction(alipayProvider);
