import { alipay } from './alipay/alipay.ts';
import type { ProviderRecord, RealProviderRecord } from './provider-record.ts';
import { sandbox } from './sandbox/sandbox.ts';
import { stripe } from './stripe/stripe.ts';
import { weChatPay } from './wechat-pay/wechat-pay.ts';

/**
 * Every payment provider, by the name that orders, webhook paths and deploy options use. Each is a folder `<name>/`
 * with its record, and its entry point `<name>-provider.handler.ts`.
 */
export const providers = {
  stripe,
  alipay,
  'wechat-pay': weChatPay,
  sandbox,
} as const satisfies Readonly<Record<string, ProviderRecord | RealProviderRecord>>;

type Providers = typeof providers;

/** By what an order can be paid, as it names it. */
export type PaymentMethod = keyof Providers;

/** The name of a real payment provider. */
export type ProviderName = {
  [Name in PaymentMethod]: Providers[Name] extends RealProviderRecord ? Name : never;
}[PaymentMethod];

/** Everything by which an order can be paid. */
export const paymentMethods = Object.keys(providers) as PaymentMethod[];

/** Every real payment provider. */
export const providerNames = paymentMethods.filter((name): name is ProviderName => 'baseUrl' in providers[name]);

/** What is known of a provider, or undefined where there is none of this name. */
export function findProviderRecord(name: string): ProviderRecord | undefined {
  return Object.hasOwn(providers, name) ? providers[name as PaymentMethod] : undefined;
}
