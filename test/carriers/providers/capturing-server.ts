import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RawCarrierNotification } from '../../../lambdas/carriers/carrier-provider.ts';

/** A server that takes whatever it is sent. `next`: the next that came, waited for if need be. */
export async function capturingServer() {
  const came: RawCarrierNotification[] = [];
  const waiting: ((one: RawCarrierNotification) => void)[] = [];
  const server = createServer(async (request: IncomingMessage, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const one = { headers, body: Buffer.concat(chunks) };
    const waiter = waiting.shift();
    if (waiter === undefined) came.push(one);
    else waiter(one);
    response.writeHead(204).end();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    next(): Promise<RawCarrierNotification> {
      const one = came.shift();
      return one === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(one);
    },
    async stop(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
