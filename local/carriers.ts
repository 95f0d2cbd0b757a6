import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { carrierProviderNames } from '../lambdas/carriers/providers/registry.ts';
import { providerNames } from '../lambdas/payments/providers/registry.ts';
import { secretOutput } from '../lib/secret-output.ts';
import { clientSettings } from './aws.ts';
import { startLocalCarriers } from './carriers/local-carriers.ts';

/** The port of the carriers: behind the issuer's and those of the payment providers. */
export function carriersPort(issuerPort: number): number {
  return issuerPort + 1 + providerNames.length;
}

/** Where the carriers of this machine answer, and take their orders of what to do (`/_control/…`). */
export function localCarriersUrl(issuerPort: number): string {
  return `http://127.0.0.1:${carriersPort(issuerPort)}`;
}

/** What the CDK app must be told of the carriers of this machine (context key `carriers`). */
export function carriersContext(issuerPort: number): string {
  return carrierProviderNames.map((name) => `${name}=${localCarriersUrl(issuerPort)}`).join(',');
}

/**
 * Starts everybody who follows parcels on this machine, with keys made for this start, and puts those where the deployed
 * service looks for them. A stage that has none of them has nobody to start.
 */
export async function startCarriers(
  issuerPort: number,
  endpoint: string,
  outputs: Readonly<Record<string, string>>,
): Promise<{ stop(): Promise<void> }> {
  const secrets = new SecretsManagerClient(clientSettings(endpoint));
  const carriers = await startLocalCarriers({
    port: carriersPort(issuerPort),
    notificationUrl: (name) => `${outputs.ApiUrl}/carriers/${name}/notifications`,
  });
  try {
    for (const name of carrierProviderNames) {
      const SecretId = outputs[secretOutput(name)];
      if (SecretId === undefined) continue;
      await secrets.send(new PutSecretValueCommand({ SecretId, SecretString: carriers.secrets[name] }));
    }
    return carriers;
  } catch (error) {
    await carriers.stop();
    throw error;
  }
}

/**
 * Tells the carriers of this machine what to do: `scan`, `notify`, `mode`.
 * @throws Error with their word when they refuse
 */
export async function controlCarriers(issuerPort: number, action: string, body: object): Promise<unknown> {
  const answer = await fetch(`${localCarriersUrl(issuerPort)}/_control/${action}`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`the carriers refused ${action}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}
