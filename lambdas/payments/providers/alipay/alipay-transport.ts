/**
 * Stands in for `urllib` when the function is bundled: all that `alipay-sdk` uses of it to call the gateway, on Node's
 * own fetch. With undici and form uploads in it, the bundle would be three times as large.
 */
interface TransportRequest {
  readonly method: string;
  /** Sent as a form. */
  readonly data: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  /** In milliseconds, for all of it. */
  readonly timeout: number;
}

/** An answer whatever its status; a redirect is one, and is not followed. */
async function request(url: string, { method, data, headers, timeout }: TransportRequest) {
  const response = await fetch(url, {
    method,
    headers: { ...headers },
    body: new URLSearchParams(data),
    redirect: 'manual',
    signal: AbortSignal.timeout(timeout),
  });
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    data: await response.text(),
  };
}

/** Named by the SDK, for calls that we do not make. */
export class Agent {}

/** Named by the SDK, for calls that we do not make. */
export class ProxyAgent {}

// biome-ignore lint/style/noDefaultExport: the SDK imports it so
export default { request };
