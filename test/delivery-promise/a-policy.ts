import type * as z from 'zod';
import { DeliveryPolicy } from '../../lambdas/shop/delivery-policy.ts';

type Stated = z.input<typeof DeliveryPolicy>;

/** What a shop in London promises; a test states what matters to it. */
export function aPolicy({
  warehouse,
  ...policy
}: Partial<Omit<Stated, 'warehouse'>> & { readonly warehouse?: object } = {}): DeliveryPolicy {
  return DeliveryPolicy.parse({
    handlingDays: 1,
    services: [
      { carrier: 'Royal Mail', countries: ['GB'], days: { from: 1, to: 2 } },
      { carrier: 'Yamato', countries: ['JP'], days: { from: 4, to: 6 }, tracked: false },
    ],
    ...policy,
    warehouse: { country: 'GB', region: 'ENG', timeZone: 'Europe/London', cutOff: '14:00', ...warehouse },
  });
}
