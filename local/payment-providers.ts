import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { type ProviderName, providerNames } from '../lambdas/payments/providers/registry.ts';
import { secretOutput } from '../lib/secret-output.ts';
import { clientSettings } from './aws.ts';
import type { WantedPort } from './ports.ts';
import { startAlipay } from './providers/alipay/alipay.ts';
import { startStripe } from './providers/stripe/stripe.ts';
import { startWeChatPay } from './providers/wechat-pay/wechat-pay.ts';

/**
 * Starts a provider that tells its notifications to this address, and says what the service's secret of it is to hold.
 */
type Start = (options: {
  readonly port: number;
  readonly notificationUrl: string;
}) => Promise<{ readonly secret: string; stop(): Promise<void> }>;

/** Each real provider on this machine. */
const starts: Readonly<Record<ProviderName, Start>> = {
  stripe: startStripe,
  alipay: startAlipay,
  'wechat-pay': startWeChatPay,
};

/** A provider's port: they follow the issuer's, in the order in which they are registered. */
function portOf(name: ProviderName, issuerPort: number): number {
  return issuerPort + 1 + providerNames.indexOf(name);
}

/** The ports that the providers take. */
export function providerPorts(issuerPort: number): readonly WantedPort[] {
  return providerNames.map((whose) => ({ port: portOf(whose, issuerPort), whose }));
}

/** Where a local provider answers, and takes its orders of what to do (`/_control/…`). */
export function localProviderUrl(name: ProviderName, issuerPort: number): string {
  return `http://127.0.0.1:${portOf(name, issuerPort)}`;
}

/**
 * Tells a local provider what to do: `pay`, `fail`, `mode`, `notify`.
 * @returns what it answers
 * @throws Error with its word when it refuses
 */
export async function controlProvider(
  name: ProviderName,
  issuerPort: number,
  action: string,
  body: object,
): Promise<unknown> {
  const answer = await fetch(`${localProviderUrl(name, issuerPort)}/_control/${action}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${name} refused ${action}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** Where each local provider answers, by its name. */
export function localProviderUrls(issuerPort: number): Readonly<Record<string, string>> {
  return Object.fromEntries(providerNames.map((name) => [name, localProviderUrl(name, issuerPort)]));
}

/** What the CDK app must be told of the local providers (context key `paymentProviders`). */
export function providersContext(issuerPort: number): string {
  return Object.entries(localProviderUrls(issuerPort))
    .map(([name, url]) => `${name}=${url}`)
    .join(',');
}

/**
 * Starts every real provider on this machine, each speaking its own wire protocol with keys made for this start, and
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
    for (const name of providerNames) {
      const notificationUrl = `${outputs.ApiUrl}/payments/${name}/notifications`;
      const provider = await starts[name]({ port: portOf(name, issuerPort), notificationUrl });
      started.push(provider);
      await secrets.send(
        new PutSecretValueCommand({ SecretId: outputs[secretOutput(name)], SecretString: provider.secret }),
      );
    }
    return { stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
