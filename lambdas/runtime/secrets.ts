import * as z from 'zod/mini';
import { awsEndpoint } from './aws-endpoint.ts';
import { environment } from './environment.ts';
import { signedFetch } from './signed-fetch.ts';

/** A rotated secret is seen after this time at the latest, in milliseconds. */
const keepMilliseconds = 5 * 60 * 1000;

const timeoutMilliseconds = 3_000;

const SecretValue = z.object({ SecretString: z.string() });

const kept = new Map<string, { readonly value: Promise<string>; readonly until: number }>();

/**
 * A secret of Secrets Manager, kept in memory for five minutes.
 * @throws Error when it is not there, not text, or not readable now
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

/** A signed request instead of the SDK's client, which is 160 KB: beside another SDK there is no room for it. */
async function fetchSecret(arn: string): Promise<string> {
  const answer = await signedFetch(
    'secretsmanager',
    awsEndpoint('secretsmanager', environment('AWS_REGION')),
    {
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'secretsmanager.GetSecretValue' },
      body: JSON.stringify({ SecretId: arn }),
    },
    timeoutMilliseconds,
  );
  if (!answer.ok) throw new Error(`Secrets Manager answered ${answer.status} for ${arn}`);
  return z.parse(SecretValue, await answer.json()).SecretString;
}
