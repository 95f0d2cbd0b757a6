import { registerHooks } from 'node:module';

/** Imported before Alipay's SDK, lets it speak through the same module as in the bundle, not through urllib. */
const transport = new URL('../../../../lambdas/payments/providers/alipay/alipay-transport.ts', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'urllib' ? { url: transport, shortCircuit: true } : next(specifier, context),
});
