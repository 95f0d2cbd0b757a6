import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Faults } from './faults.ts';
import type { Repetition } from './notifier.ts';

/** What a test tells a provider to do: the body of `POST /_control/<action>`. */
export type Told = Readonly<Record<string, unknown>> & { readonly orderId: string };

/** What differs between the providers' servers. */
export interface ProviderServerProps {
  readonly port: number;
  /** Answers a call of the provider's own API. */
  readonly answer: (request: IncomingMessage, response: ServerResponse, text: string) => Promise<void>;
  readonly faults: Pick<Faults<string>, 'set' | 'callsOf' | 'orderIds'>;
  /** What the control interface does beside `mode`, `notify` and `payments`, by action. */
  readonly controls: Readonly<Record<string, (told: Told) => unknown>>;
  /** Sends what happened to a payment again. @returns what was sent */
  readonly notifyAgain: (told: Told, repetition: Repetition<never>) => Promise<unknown>;
  /** The orders that it has a payment of, and its books of one. */
  readonly orderIds: () => Iterable<string | undefined>;
  readonly entryOf: (orderId: string) => object;
  /** How the control interface answers this error, where it is one of the provider's. */
  readonly refusalOf: (error: unknown) => { readonly status: number; readonly content: unknown } | undefined;
  /** Ends what the provider does by itself. */
  readonly stop: () => void;
}

/**
 * Starts a provider's server on this machine: its API, and beside it the control interface: the provider's own
 * controls, `POST /_control/mode` for what it is to do wrong, `POST /_control/notify` and `GET /_control/payments`, its
 * books.
 */
export async function providerServer({ port, faults, controls, ...props }: ProviderServerProps) {
  const server = createServer((request, response) => {
    void handle(request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500).end(String(error));
    });
  });

  const every: ProviderServerProps['controls'] = {
    ...controls,
    mode: ({ orderId, ...mode }) => {
      faults.set({ ...mode, ...(orderId !== '' && { orderId }) });
      return {};
    },
    notify: async (told) => {
      if (typeof told.delayMilliseconds === 'number') await sleep(told.delayMilliseconds);
      const { times = 1, order, forge } = told as Partial<Repetition<never>>;
      return { sent: await props.notifyAgain(told, { times, order, forge }) };
    },
    payments: () => {
      const orderIds = new Set([...props.orderIds(), ...faults.orderIds].filter(Boolean) as string[]);
      const entryOf = (orderId: string) => ({ ...props.entryOf(orderId), calls: faults.callsOf(orderId) });
      return Object.fromEntries([...orderIds].map((orderId) => [orderId, entryOf(orderId)]));
    },
  };

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    const action = /^\/_control\/(\w+)$/.exec(request.url ?? '')?.[1];
    if (action === undefined) return props.answer(request, response, text);
    const told = { orderId: '', ...(text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)) };
    const { status, content } = await control(action, told);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content ?? {}));
  }

  async function control(action: string, told: Told): Promise<{ readonly status: number; readonly content: unknown }> {
    const perform = Object.hasOwn(every, action) ? every[action] : undefined;
    if (perform === undefined) return { status: 404, content: { code: 'NO_SUCH_CONTROL' } };
    try {
      return { status: 200, content: await perform(told) };
    } catch (error) {
      const refusal = props.refusalOf(error);
      if (refusal === undefined) throw error;
      return refusal;
    }
  }

  await once(server.listen(port, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    /** Calls the control interface over HTTP. */
    async control<Content>(action: string, body?: Record<string, unknown>): Promise<Content> {
      const response = await fetch(`${url}/_control/${action}`, {
        ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
      });
      return (await response.json()) as Content;
    },
    async stop(): Promise<void> {
      props.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
