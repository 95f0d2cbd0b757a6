import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { canBeReached, postWebhook } from '../../lambdas/webhooks/post-webhook.ts';
import { isReachable } from '../../lambdas/webhooks/public-address.ts';

describe('webhooks', () => {
  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '192.0.2.1',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:10.0.0.1',
    '::ffff:a9fe:a9fe',
    '::10.0.0.1',
    '64:ff9b::a00:1',
    '64:ff9b:1::a00:1',
    '2001::1',
    '2001:db8::1',
    '2002:a00:1::1',
    'fc00::1',
    'fd00:ec2::254',
    'fe80::1',
    'ff02::1',
    'shop.example',
    '',
  ])('do not go to %s', (address) => {
    expect(isReachable(address, 'public')).toBe(false);
  });

  it.each(['8.8.8.8', '93.184.215.14', '172.32.0.1', '2606:4700::1111', '2a00:1450:4001::1'])('go to %s', (address) => {
    expect(isReachable(address, 'public')).toBe(true);
  });

  it('go to this machine where it is a cloud of its own, and to no other private address even then', () => {
    expect(['127.0.0.1', '::1'].map((address) => isReachable(address, 'loopback'))).toEqual([true, true]);
    expect(isReachable('169.254.169.254', 'loopback')).toBe(false);
  });

  it.each([
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0177.0.0.1/',
    'https://0x7f.1/',
    'https://[::ffff:7f00:1]/',
    'https://[64:ff9b::7f00:1]/',
  ])('do not go to an address that is written in another way: %s', async (url) => {
    expect(await canBeReached(url, 'public')).toBe(false);
    expect(await postWebhook(url, {}, '{}', 'public')).toMatchObject({ error: 'AddressRefused' });
  });

  it('do not go to a name that leads to a private address too, or has come to since it was registered', async () => {
    let addresses = [{ address: '93.184.215.14', family: 4 }];
    const lookup = ((_name: string, _options: object, callback: (...answer: unknown[]) => void) => {
      callback(null, addresses);
    }) as never;
    expect(await canBeReached('https://shop.example/', 'public', { lookup })).toBe(true);

    addresses = [...addresses, { address: '10.0.0.1', family: 4 }];
    expect(await canBeReached('https://shop.example/', 'public', { lookup })).toBe(false);
    expect(await postWebhook('https://shop.example/', {}, '{}', 'public', { lookup })).toMatchObject({
      error: 'AddressRefused',
    });
  });
});

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function receiver(answer: RequestListener): Promise<string> {
  const opened = createServer(answer);
  server = opened;
  await new Promise<void>((resolve) => {
    opened.listen(0, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(opened.address() as AddressInfo).port}/`;
}

describe('a receiver', () => {
  it('gets the body as it was signed', async () => {
    const bodies: string[] = [];
    const url = await receiver(async (request, response) => {
      for await (const chunk of request) bodies.push(String(chunk));
      response.writeHead(204).end();
    });
    expect(await postWebhook(url, { 'webhook-id': 'a' }, '{"ä":1}', 'loopback')).toMatchObject({ status: 204 });
    expect(bodies).toEqual(['{"ä":1}']);
  });

  it('leads nowhere else', async () => {
    let calls = 0;
    const url = await receiver((_, response) => {
      calls += 1;
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    expect(await postWebhook(url, {}, '{}', 'loopback')).toMatchObject({ status: 302 });
    expect(calls).toBe(1);
  });

  it('that answers without end is not read', async () => {
    const url = await receiver((_, response) => {
      response.writeHead(200);
      const more = () => response.write('x'.repeat(65_536), more);
      response.on('error', () => {});
      more();
    });
    expect(await postWebhook(url, {}, '{}', 'loopback')).toMatchObject({ status: 200 });
  });

  it('that cuts the line has not taken it', async () => {
    const url = await receiver((request) => request.socket.destroy());
    expect(await postWebhook(url, {}, '{}', 'loopback')).toMatchObject({ error: 'ECONNRESET' });
  });
});
