import { signedFetch } from './signed-fetch.ts';

/** How long one browser may keep the others waiting, in milliseconds. */
const timeoutMilliseconds = 2_000;

/**
 * Sends a message to a connection of a WebSocket API, by a signed request: the SDK's client for that one call is 90 KB.
 * @param url the API's stage, as browsers connect to it or as it is called
 * @returns false when the connection is gone
 * @throws Error when API Gateway does not take it now
 */
export async function postToConnection(url: string, connectionId: string, message: string): Promise<boolean> {
  const connection = `${url.replace(/^ws/, 'http')}/@connections/${encodeURIComponent(connectionId)}`;
  const answer = await signedFetch('execute-api', connection, { body: message }, timeoutMilliseconds);
  if (answer.status === 410) return false;
  if (!answer.ok) throw new Error(`API Gateway answered ${answer.status} to a message for a connection`);
  return true;
}
