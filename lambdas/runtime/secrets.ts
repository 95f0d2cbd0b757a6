import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { awsClientSettings } from './aws-client-settings.ts';

const client = new SecretsManagerClient(awsClientSettings);

/** A rotated secret is seen after this time at the latest, in milliseconds. */
const keepMilliseconds = 5 * 60 * 1000;

const kept = new Map<string, { readonly value: Promise<string>; readonly until: number }>();

/**
 * A secret of Secrets Manager, kept in memory for five minutes.
 * @throws Error when it is not there or not text
 */
export async function secret(arn: string): Promise<string> {
  const known = kept.get(arn);
  if (known !== undefined && Date.now() < known.until) return known.value;
  const value = fetchSecret(arn);
  kept.set(arn, { value, until: Date.now() + keepMilliseconds });
  // A failed fetch is not kept: the next call tries again.
  value.catch(() => kept.delete(arn));
  return value;
}

async function fetchSecret(arn: string): Promise<string> {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
  if (SecretString === undefined) throw new Error(`secret ${arn} is not text`);
  return SecretString;
}
