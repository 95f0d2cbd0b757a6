import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { clientSettings } from './aws.ts';
import type { WantedPort } from './ports.ts';
import { startAlipay } from './providers/alipay.ts';
import { startStripe } from './providers/stripe.ts';
import { startWeChatPay } from './providers/wechat-pay.ts';

/** The providers that the local cloud has, with the distance of their ports from the issuer's. */
const providers = {
  stripe: { start: startStripe, offset: 1, secretOutput: 'StripeSecretArn' },
  alipay: { start: startAlipay, offset: 2, secretOutput: 'AlipaySecretArn' },
  'wechat-pay': { start: startWeChatPay, offset: 3, secretOutput: 'WechatPaySecretArn' },
} as const;

/** The name of a payment provider that the local cloud has. */
export type LocalProviderName = keyof typeof providers;

/** The ports that the providers take. */
export function providerPorts(issuerPort: number): readonly WantedPort[] {
  return Object.entries(providers).map(([whose, { offset }]) => ({ port: issuerPort + offset, whose }));
}

/** Where a local provider answers, and takes its orders of what to do (`/_control/…`). */
export function localProviderUrl(name: LocalProviderName, issuerPort: number): string {
  return `http://127.0.0.1:${issuerPort + providers[name].offset}`;
}

/** Where each local provider answers. */
export function localProviderUrls(issuerPort: number): Readonly<Record<LocalProviderName, string>> {
  const names = Object.keys(providers) as LocalProviderName[];
  return Object.fromEntries(names.map((name) => [name, localProviderUrl(name, issuerPort)])) as Record<
    LocalProviderName,
    string
  >;
}

/** What the CDK app must be told of the local providers (context key `paymentProviders`). */
export function providersContext(issuerPort: number): string {
  return Object.entries(localProviderUrls(issuerPort))
    .map(([name, url]) => `${name}=${url}`)
    .join(',');
}

/**
 * Starts Stripe, Alipay and WeChat Pay on this machine, each speaking its own wire protocol with keys made for this start, and
 * puts those keys where the deployed service looks for them. What they know of payments is gone when they stop.
 */
export async function startPaymentProviders(
  issuerPort: number,
  endpoint: string,
  outputs: Readonly<Record<string, string>>,
): Promise<{ stop(): Promise<void> }> {
  const secrets = new SecretsManagerClient(clientSettings(endpoint));
  const started: { stop(): Promise<void> }[] = [];
  const stop = async () => {
    await Promise.allSettled(started.map((provider) => provider.stop()));
  };
  try {
    for (const [name, { start, offset, secretOutput }] of Object.entries(providers)) {
      const notificationUrl = `${outputs.ApiUrl}/payments/${name}/notifications`;
      const provider = await start({ port: issuerPort + offset, notificationUrl });
      started.push(provider);
      await secrets.send(new PutSecretValueCommand({ SecretId: outputs[secretOutput], SecretString: provider.secret }));
    }
    return { stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
