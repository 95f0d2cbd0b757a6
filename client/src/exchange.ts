/** How a request is sent. */
export interface Sending {
  readonly fetch: typeof fetch;
  /** How often a request is repeated at most. */
  readonly retries: number;
  /** How long one attempt may take. */
  readonly timeoutSeconds: number;
  readonly signal?: AbortSignal | undefined;
}

/** An answer, read to its end. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Of JSON its value, else the text. */
  readonly body: unknown;
}

/** Who asks to be asked later than this is not waited for. */
const longestPauseSeconds = 60;
const repeatable: ReadonlySet<number> = new Set([500, 502, 503, 504]);

/**
 * Sends a request that may be sent twice until it has an answer worth telling: repeats it after a failure of the network
 * or of the other side, and whenever the answer has a Retry-After.
 *
 * @throws what fetch threw last, or the reason of the signal
 */
export async function exchange(url: string, request: RequestInit, sending: Sending): Promise<Answer> {
  const { signal, retries } = sending;
  for (let attempt = 0; ; attempt++) {
    let pauseSeconds: number | undefined;
    try {
      const answer = await attemptOf(url, request, sending);
      pauseSeconds = pauseBefore(answer, attempt);
      if (pauseSeconds === undefined || attempt >= retries) return answer;
    } catch (error) {
      if (signal?.aborted || attempt >= retries) throw error;
      pauseSeconds = backoff(attempt);
    }
    await pause(pauseSeconds, signal);
  }
}

async function attemptOf(
  url: string,
  request: RequestInit,
  { fetch, timeoutSeconds, signal }: Sending,
): Promise<Answer> {
  const signals = [AbortSignal.timeout(timeoutSeconds * 1000), ...(signal ? [signal] : [])];
  const response = await fetch(url, { ...request, signal: AbortSignal.any(signals) });
  const text = await response.text();
  const { status, headers } = response;
  const isJson = text !== '' && /\bjson\b/.test(headers.get('content-type') ?? '');
  return { status, headers, body: isJson ? JSON.parse(text) : text };
}

/** Seconds until the request is worth repeating; undefined if it is not. */
function pauseBefore({ status, headers, body }: Answer, attempt: number): number | undefined {
  const asked = status < 400 ? undefined : secondsIn(headers.get('retry-after'));
  // So many who were told the same do not come back at once.
  if (asked !== undefined) return asked > longestPauseSeconds ? undefined : asked + Math.random() * Math.min(asked, 1);
  const isRate = status === 429 && !(body as { readonly type?: string } | undefined)?.type;
  return isRate || repeatable.has(status) ? backoff(attempt) : undefined;
}

/** Retry-After in seconds, from either of its forms (RFC 9110, section 10.2.3). */
function secondsIn(retryAfter: string | null): number | undefined {
  if (retryAfter === null) return undefined;
  const seconds = /^\d+$/.test(retryAfter) ? Number(retryAfter) : (Date.parse(retryAfter) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
}

/** Exponential, with full jitter. */
function backoff(attempt: number): number {
  return Math.random() * Math.min(10, 0.4 * 2 ** attempt);
}

/** Waits. @throws the signal's reason as soon as it is aborted */
export function pause(seconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const timer = setTimeout(done, seconds * 1000);
    signal?.addEventListener('abort', aborted);
    function done() {
      signal?.removeEventListener('abort', aborted);
      resolve();
    }
    function aborted() {
      clearTimeout(timer);
      reject(signal?.reason);
    }
  });
}
