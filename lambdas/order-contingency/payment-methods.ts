import { downProvider } from '../contingency/demand-open.ts';
import type { Switch } from '../contingency/switch.ts';
import { endOf } from '../contingency/switch-end.ts';
import { findProviderRecord } from '../payments/providers/registry.ts';
import type { PaymentMethods } from './switch-change.ts';

/** By what can be paid now, of what a stage has; of what cannot, until when, where that is known. */
export function paymentMethods(providers: readonly string[], switches: readonly Switch[], now: Date): PaymentMethods {
  const methods = providers.map((provider) => {
    const down = downProvider(switches, provider, now);
    const until = down && endOf(down);
    return {
      ...{ provider, title: findProviderRecord(provider)?.title ?? provider, isAvailable: down === undefined },
      ...(until !== undefined && { until }),
    };
  });
  return { methods };
}
