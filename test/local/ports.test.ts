import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { providerPorts } from '../../local/payment-providers.ts';
import { demandUsablePorts } from '../../local/ports.ts';

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function listener(host: string): Promise<number> {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  cleanUps.push(() => new Promise((resolve) => server.close(resolve)));
  return (server.address() as { port: number }).port;
}

const whose = 'the issuer';

describe('a port', () => {
  it('that is in use is named, with whose it was to be, and how to choose another', async () => {
    const port = await listener('127.0.0.1');
    await expect(demandUsablePorts([{ port, whose }])).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is in use (it is for the issuer). Choose another with --port`,
    );
  });

  it.each([3659, 4190, 6000, 6566, 6665, 6669, 6679, 6697, 10080])(
    'that fetch refuses is refused at once: %i',
    async (port) => {
      await expect(demandUsablePorts([{ port, whose }])).rejects.toThrow(
        `Port ${port} on 127.0.0.1 is one that fetch refuses to call, as browsers do (it is for the issuer).`,
      );
    },
  );

  it.each([
    [5999, 'stripe', 6000],
    [6564, 'alipay', 6566],
    [6694, 'wechat-pay', 6697],
  ])('beside an issuer on %i is that of %s: %i', (issuerPort, name, port) => {
    expect(providerPorts(issuerPort)).toContainEqual({ whose: name, port });
  });

  it('that only an IPv6 program listens on can be used', async () => {
    const port = await listener('::1').catch(() => undefined);
    // A machine without IPv6 has no such program.
    if (port !== undefined) await demandUsablePorts([{ port, whose }]);
    expect(port).not.toBe(0);
  });

  it('is free again afterwards', async () => {
    const port = await listener('127.0.0.1');
    await cleanUps.pop()?.();
    await demandUsablePorts([{ port, whose }]);
    await demandUsablePorts([{ port, whose }]);
  });
});
