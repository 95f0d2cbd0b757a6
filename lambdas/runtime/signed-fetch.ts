import { AwsClient } from 'aws4fetch';
import { environment } from './environment.ts';

/** Keys that sign a day's requests to a service, which take four hashes to derive. */
const cache = new Map<string, ArrayBuffer>();

/**
 * A request to a service of AWS, signed with the function's rights and made once more where the service could not answer
 * it. For single calls, where the SDK's client would be most of a bundle.
 * @throws Error when there is no answer in time (milliseconds)
 */
export async function signedFetch(
  service: string,
  url: string,
  request: Pick<RequestInit, 'body' | 'headers' | 'method'>,
  timeoutMilliseconds: number,
): Promise<Response> {
  const client = new AwsClient({
    accessKeyId: environment('AWS_ACCESS_KEY_ID'),
    secretAccessKey: environment('AWS_SECRET_ACCESS_KEY'),
    ...(process.env.AWS_SESSION_TOKEN && { sessionToken: process.env.AWS_SESSION_TOKEN }),
    service,
    region: environment('AWS_REGION'),
    retries: 1,
    cache,
  });
  return client.fetch(url, { method: 'POST', ...request, signal: AbortSignal.timeout(timeoutMilliseconds) });
}
