import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'vitest';
import type { RawNotification } from '../../../lambdas/payments/payment-provider.ts';
import { findProviderRecord } from '../../../lambdas/payments/providers/registry.ts';
import { patiently } from '../../patiently.ts';

/** An answer to a notification. */
export interface WebhookAnswer {
  readonly status: number;
  readonly body?: string;
}

/**
 * A webhook that remembers a provider's notifications and takes them all, but for those that `answers` says otherwise
 * of.
 */
export async function startWebhook(provider: string) {
  const acknowledgement = findProviderRecord(provider)?.acknowledgement;
  const taken: WebhookAnswer = acknowledgement === undefined ? { status: 204 } : { status: 200, body: acknowledgement };
  const received: RawNotification[] = [];
  const answers: WebhookAnswer[] = [];
  let moves = 0;
  const path = () => `/notifications/${moves}`;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (request.url !== path()) return void response.writeHead(410).end();
    const headers = request.headers as Record<string, string>;
    received.push({ headers, body: Buffer.concat(chunks).toString('base64') });
    const { status, body } = answers.shift() ?? taken;
    response.writeHead(status).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  const forget = () => {
    received.length = 0;
    answers.length = 0;
  };
  return {
    /** Its address, until it moves. */
    get url() {
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}${path()}`;
    },
    received: received as readonly RawNotification[],
    /** What the next notifications are answered. */
    answers,
    /** The notification of this place in the order of their arrival. */
    async arrived(place: number): Promise<RawNotification> {
      await patiently(() => expect(received.length).toBeGreaterThan(place));
      return received[place] as RawNotification;
    },
    forget,
    /** Forgets all, and has another address: what a provider of the test before still sends is not taken for this one's. */
    move(): void {
      moves += 1;
      forget();
    },
    stop(): void {
      server.closeAllConnections();
      server.close();
    },
  };
}
