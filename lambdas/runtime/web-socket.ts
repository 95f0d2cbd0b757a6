import { AwsClient } from 'aws4fetch';
import { environment } from './environment.ts';

/** How long one browser may keep the others waiting, in milliseconds. */
const timeoutMilliseconds = 2_000;

/**
 * Sends a message to a connection of a WebSocket API, by a signed request: the SDK's client for that one call is 90 KB.
 * @param url the API's stage, as browsers connect to it or as it is called
 * @returns false when the connection is gone
 * @throws Error when API Gateway does not take it now
 */
export async function postToConnection(url: string, connectionId: string, message: string): Promise<boolean> {
  const client = new AwsClient({
    accessKeyId: environment('AWS_ACCESS_KEY_ID'),
    secretAccessKey: environment('AWS_SECRET_ACCESS_KEY'),
    ...(process.env.AWS_SESSION_TOKEN && { sessionToken: process.env.AWS_SESSION_TOKEN }),
    service: 'execute-api',
    region: environment('AWS_REGION'),
    retries: 1,
  });
  const answer = await client.fetch(`${url.replace(/^ws/, 'http')}/@connections/${encodeURIComponent(connectionId)}`, {
    method: 'POST',
    body: message,
    signal: AbortSignal.timeout(timeoutMilliseconds),
  });
  if (answer.status === 410) return false;
  if (!answer.ok) throw new Error(`API Gateway answered ${answer.status} to a message for a connection`);
  return true;
}
