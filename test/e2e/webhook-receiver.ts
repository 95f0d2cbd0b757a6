import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';

/** What a receiver does with a message that it has taken in: it answers, late or too late, fails, or cuts the line. */
export type Mood = 'ok' | 'late' | 'too late' | 'cut' | 410 | 500 | 503;

/** A message as it came in, whoever sent it. */
export interface Received {
  readonly event: { readonly id: string; readonly subject: string };
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A receiver of webhooks. */
export type WebhookReceiver = Awaited<ReturnType<typeof openReceiver>>;

/** Opens a receiver on the loopback address that does with its nth message, from 0, what it is told. */
export async function openReceiver(moodOf: (nth: number) => Mood) {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const body = (await buffer(request)).toString();
    const headers = request.headers as Record<string, string>;
    const mood = moodOf(received.length);
    // Whoever fails may have taken it all the same.
    received.push({ event: JSON.parse(body), headers, body });
    if (mood === 'cut') return request.socket.destroy();
    if (mood === 'late') await pause(1_000);
    // A webhook has ten seconds.
    if (mood === 'too late') await pause(11_000);
    response.statusCode = typeof mood === 'number' ? mood : 204;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received: received as readonly Received[],
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
