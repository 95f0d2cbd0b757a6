import * as z from 'zod/mini';
import { awsEndpoint } from './aws-endpoint.ts';
import { environment } from './environment.ts';
import { signedFetch } from './signed-fetch.ts';

/** A replaced secret is seen after this time at the latest, in milliseconds. */
const keepMilliseconds = 5 * 60 * 1000;

/** What was read so recently is not read again, however often it is refused: strangers may send what does not verify. */
const freshMilliseconds = 1_000;

const timeoutMilliseconds = 3_000;

const SecretValue = z.object({ SecretString: z.string() });

const kept = new Map<string, { readonly value: Promise<string>; readonly readAt: number }>();

/**
 * A secret of Secrets Manager, kept in memory for five minutes, and for longer while it cannot be read again: one that
 * was replaced meanwhile shows by being refused.
 * @throws Error when it is not there, not text, or not readable now, and never was
 */
export async function secret(arn: string): Promise<string> {
  const known = kept.get(arn);
  if (known !== undefined && Date.now() < known.readAt + keepMilliseconds) return known.value;
  const value = fetchSecret(arn).catch((error: unknown) => {
    if (known === undefined) throw error;
    return known.value;
  });
  kept.set(arn, { value, readAt: Date.now() });
  // A failed fetch is not kept: the next call tries again.
  value.catch(() => kept.delete(arn));
  return value;
}

/**
 * Reads all that is kept again, because what was done with it did not go well: it may have been replaced meanwhile. At
 * most once a second.
 * @returns whether any was: then it is worth doing once more. Not if that cannot be found out; all stays as it was then.
 */
export async function haveSecretsChanged(): Promise<boolean> {
  const now = Date.now();
  const settled = [...kept].filter(([, { readAt }]) => readAt + freshMilliseconds <= now);
  try {
    const changes = await Promise.all(
      settled.map(async ([arn, { value }]) => {
        const text = await fetchSecret(arn);
        kept.set(arn, { value: Promise.resolve(text), readAt: now });
        return text !== (await value);
      }),
    );
    return changes.includes(true);
  } catch {
    return false;
  }
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
