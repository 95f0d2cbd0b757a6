import { awsEndpoint } from './aws-endpoint.ts';
import { environment } from './environment.ts';
import { signedFetch } from './signed-fetch.ts';

const timeoutMilliseconds = 20_000;

/**
 * An object of S3; undefined where there is none any more. A signed request instead of the SDK's client, which is
 * larger than all else that its readers are made of.
 * @throws Error when there is no answer in time, or S3 refuses
 */
export async function storedObject(bucket: string, key: string): Promise<Uint8Array | undefined> {
  const path = key.split('/').map(encodeURIComponent).join('/');
  const url = `${awsEndpoint('s3', environment('AWS_REGION'))}/${bucket}/${path}`;
  const answer = await signedFetch('s3', url, { method: 'GET' }, timeoutMilliseconds);
  if (answer.status === 404) return undefined;
  if (!answer.ok) throw new Error(`S3 answered ${answer.status} for ${key}`);
  return new Uint8Array(await answer.arrayBuffer());
}
