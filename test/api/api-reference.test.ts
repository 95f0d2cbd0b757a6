import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startApiReference } from '../../local/api-reference.ts';

let api: Server;
let reference: Awaited<ReturnType<typeof startApiReference>>;
let origin: string;

beforeEach(async () => {
  api = createServer(({ url }, response) => response.end(JSON.stringify({ asked: url }))).listen(0, '127.0.0.1');
  await once(api, 'listening');
  reference = await startApiReference(0, `http://127.0.0.1:${(api.address() as AddressInfo).port}`);
  origin = new URL(reference.url).origin;
});
afterEach(async () => {
  await reference.stop();
  await new Promise((resolve) => api.close(resolve));
});

it('shows the document that the running service answers itself', async () => {
  const page = await (await fetch(`${origin}/`)).text();
  const [, document = ''] = /spec-url="([^"]+)"/.exec(page) ?? [];
  expect(await (await fetch(new URL(document, reference.url))).json()).toEqual({ asked: '/openapi.json' });
});

it('has all that its page needs, and its page wants nothing from elsewhere', async () => {
  const page = await (await fetch(reference.url)).text();
  const wanted = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path = '']) => new URL(path, reference.url));
  expect(wanted.length).toBeGreaterThan(1);
  for (const url of wanted) {
    expect(url.origin).toBe(origin);
    expect((await fetch(url)).status).toBe(200);
  }
  expect(page).toContain("default-src 'self'");
});

it('gives no other file, and says when the service does not answer', async () => {
  const other = await fetch(`${origin}/..%2fpackage.json`, { redirect: 'manual' });
  expect([other.status, other.headers.get('location')]).toEqual([302, '/reference/']);
  await new Promise((resolve) => api.close(resolve));
  expect((await fetch(`${origin}/openapi.json`)).status).toBe(502);
});
