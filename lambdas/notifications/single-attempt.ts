/**
 * One attempt at handing a message to a provider that takes no idempotency key, and what is known when it fails.
 * Whether to send again rests on this: what was surely not sent is tried again, what may have been sent is not.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { NotSent, RecipientRefused } from './notice-errors.ts';

/** An attempt under way: nothing has left before a connection came about. */
const attempts = new AsyncLocalStorage<{ connected: boolean }>();

/*
 * No keep-alive: a kept connection may have died while the environment was frozen. Then nothing would have been sent,
 * and nobody could know.
 */
class HttpConnections extends HttpAgent {
  override createConnection(...args: Parameters<HttpAgent['createConnection']>) {
    const socket = super.createConnection(...args);
    noteOnce(socket, 'connect');
    return socket;
  }
}

class HttpsConnections extends HttpsAgent {
  override createConnection(...args: Parameters<HttpsAgent['createConnection']>) {
    const socket = super.createConnection(...args);
    noteOnce(socket, 'secureConnect');
    return socket;
  }
}

function noteOnce(socket: ReturnType<HttpAgent['createConnection']>, event: string): void {
  const attempt = attempts.getStore();
  socket?.once(event, () => {
    if (attempt !== undefined) attempt.connected = true;
  });
}

/**
 * Settings of a client that sends messages: one attempt, because an SDK's own second attempt could tell the customer
 * twice, over a connection of its own, that both ends (3 s to connect, 8 s to answer) well within the function's time
 * for two channels.
 */
export const singleAttempt = {
  maxAttempts: 1,
  requestHandler: {
    httpAgent: new HttpConnections({ keepAlive: false }),
    httpsAgent: new HttpsConnections({ keepAlive: false }),
    connectionTimeout: 3_000,
    requestTimeout: 8_000,
    throwOnRequestTimeout: true,
  },
} as const;

/** An answer of a provider that says no. */
export interface ProviderRefusal {
  /** The name of the error, such as `Throttling`. */
  readonly name: string;
  readonly message: string;
}

/**
 * Makes one attempt.
 * @param isRecipients whether a "no" is about this recipient or message, and so for good
 * @throws RecipientRefused when it will never be taken
 * @throws NotSent when it was surely not sent, but may be later
 * @throws Error any other: whether it was sent is not known
 */
export async function attempt<Result>(
  send: () => Promise<Result>,
  isRecipients: (refusal: ProviderRefusal) => boolean,
): Promise<Result> {
  const state = { connected: false };
  try {
    return await attempts.run(state, send);
  } catch (error) {
    const { name = 'Error', message = '', $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
    const status = $metadata?.httpStatusCode;
    if (status !== undefined && isNo(status)) {
      throw isRecipients({ name, message }) ? new RecipientRefused(name) : new NotSent(name);
    }
    if (status === undefined && !state.connected) throw new NotSent((error as NodeJS.ErrnoException).code ?? name);
    throw error;
  }
}

/**
 * A provider that says no, or that it is not available, has not taken the message. Another answer of 500 and more says
 * nothing.
 */
function isNo(status: number): boolean {
  return (status >= 400 && status < 500) || status === 503;
}
