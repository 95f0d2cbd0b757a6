import { lookup as systemLookup } from 'node:dns';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isReachable, type Reach } from './public-address.ts';

/** What came of a request to a receiver: the status of its answer, or why there was none. */
export interface Receipt {
  readonly status?: number;
  readonly error?: string;
  readonly milliseconds: number;
}

/** What sending touches. */
export interface PostWebhookPorts {
  readonly lookup: typeof systemLookup;
}

/** A receiver that takes longer has to answer first and work later. */
const timeoutMilliseconds = 10_000;

/** A name of whose addresses one is none that webhooks may be sent to. */
class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

/**
 * Posts a body to a receiver, which has ten seconds to answer; what it answers is not read, and nowhere else is gone
 * to. The address is looked at as it is connected to: a name may lead elsewhere than when it was registered.
 */
export async function postWebhook(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  reach: Reach,
  { lookup }: PostWebhookPorts = { lookup: systemLookup },
): Promise<Receipt> {
  const begun = Date.now();
  const took = () => Date.now() - begun;
  const target = new URL(url);
  const host = target.hostname.replace(/^\[|\]$/g, '');
  // No name is looked up for an address.
  if (isIP(host) !== 0 && !isReachable(host, reach)) return { error: 'AddressRefused', milliseconds: took() };

  return new Promise((resolve) => {
    const request = (target.protocol === 'https:' ? httpsRequest : httpRequest)(target, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers },
      agent: false,
      lookup: reachableLookup(lookup, reach),
      signal: AbortSignal.timeout(timeoutMilliseconds),
    });
    request.on('response', (response) => {
      resolve({ status: response.statusCode ?? 0, milliseconds: took() });
      response.destroy();
    });
    request.on('error', (error: NodeJS.ErrnoException) => {
      const timedOut = error.name === 'AbortError' || error.name === 'TimeoutError';
      resolve({ error: timedOut ? 'Timeout' : (error.code ?? error.name), milliseconds: took() });
    });
    request.end(body);
  });
}

/** Whether a receiver of this name or address could be sent to now. */
export async function canBeReached(
  url: string,
  reach: Reach,
  { lookup }: PostWebhookPorts = { lookup: systemLookup },
): Promise<boolean> {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0) return isReachable(host, reach);
  return new Promise((resolve) => {
    reachableLookup(lookup, reach)(host, { all: true }, (error) => resolve(error === null));
  });
}

/** Looks a name up, and fails where any of its addresses is none that webhooks may be sent to. */
function reachableLookup(lookup: typeof systemLookup, reach: Reach): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error !== null || first === undefined) return callback(error ?? new AddressRefused(hostname), '', 0);
      if (addresses.some(({ address }) => !isReachable(address, reach)))
        return callback(new AddressRefused(hostname), '', 0);
      return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
    });
  };
}
