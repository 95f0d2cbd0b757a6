import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * A function's credentials. Stands in, at bundling time, for the SDK's default credential chain: they are always in the
 * environment, and the rest of the chain (SSO, profiles, instance metadata) is about 100 KB of a 300 KB bundle.
 */
export const defaultProvider = () => fromEnv();
