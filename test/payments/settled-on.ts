import type { PaymentProvider, SettledPayment } from '../../lambdas/payments/payment-provider.ts';

/** All pages of a provider's list of a day. */
export async function settledOn(
  provider: PaymentProvider,
  day: string,
  from?: string,
): Promise<readonly SettledPayment[]> {
  const { payments, next } = await provider.settledOn({ day, ...(from !== undefined && { from }) });
  return next === undefined ? payments : [...payments, ...(await settledOn(provider, day, next))];
}
