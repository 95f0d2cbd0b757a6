import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import {
  type Client,
  clientCredentials,
  createClient,
  type OrderRequest,
  ProblemError,
} from 'order-confirmation-client';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { exampleOrder } from '../../lambdas/api/examples.ts';
import { storefronts } from '../../local/identity-provider.ts';
import { seed } from '../../local/seed.ts';
import { projectFolder } from '../../local/settings.ts';
import { codeBlocks } from '../documents.ts';
import { patienceSeconds } from '../patiently.ts';
import { onSale } from './catalogue.ts';

const service = inject('service');
const [CLIENT_ID, CLIENT_SECRET] = ['storefront-a', storefronts['storefront-a']];
const credentials = { issuer: service.issuer, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET };
const patiently = () => ({ signal: AbortSignal.timeout(patienceSeconds * 1000) });

let orders: Client;
let folder: string;
beforeAll(async () => {
  await seed({ ...service, invoices: [] });
  orders = createClient({ baseUrl: service.apiUrl, token: clientCredentials(credentials) });
  // Where the package is found as a storefront finds it.
  folder = await mkdtemp(join(projectFolder, '.local/client-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const anOrder = (more: Partial<OrderRequest> = {}) => ({ body: { ...(exampleOrder as OrderRequest), ...more } });
const payingWith = (token: string) => ({ payment: { provider: 'sandbox', token } });

async function freePort(): Promise<string> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => probe.close(resolve));
  return String(port);
}

describe('the storefront of the README', () => {
  it('sells, once for a button that is pressed twice', async () => {
    const [code = ''] = await codeBlocks('client/README.md', 'js');
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
    await writeFile(join(folder, 'storefront.js'), code);
    const PORT = await freePort();
    const storefront = spawn(process.execPath, ['storefront.js'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, API: service.apiUrl, ISSUER: service.issuer, CLIENT_ID, CLIENT_SECRET, PORT },
    });
    try {
      const [said] = await once(storefront.stdout, 'data');
      const address = String(said).trim();
      const form = await (await fetch(address)).text();
      const action = /action="([^"]+)"/.exec(form)?.[1] ?? '';
      const press = async () => (await fetch(`${address}${action}`, { method: 'POST' })).text();
      const [first, second] = await Promise.all([press(), press()]);
      expect(first).toMatch(/^Order <a href="http\S+\/o\/\S+">\S+<\/a>: confirmed\.$/);
      expect(second).toBe(first);
    } finally {
      storefront.kill();
    }
  });
});

describe('the client', () => {
  it('follows an order through each of its states to its confirmation, and cancels it', async () => {
    const placed = await orders.submitOrder(anOrder(payingWith('sandbox-delayed')));
    const seen: string[] = [];
    const { reached, order } = await orders.waitFor(placed, 'CONFIRMED', {
      ...patiently(),
      onChange: ({ status }) => seen.push(status),
    });
    expect({ reached, status: order.status, last: seen.at(-1) }).toEqual({
      reached: true,
      status: 'CONFIRMED',
      last: 'CONFIRMED',
    });

    const cancelled = await orders.cancelOrder({ orderId: order.id, body: { reason: 'CHANGED_MIND' } });
    expect(cancelled.status).toBe('CANCELLED');
    expect(await orders.waitFor(placed, 'CONFIRMED', patiently())).toMatchObject({ reached: false });
  });

  it('says why an order is not confirmed', async () => {
    const sku = await onSale({ stock: 1 });
    const placed = await orders.submitOrder(anOrder({ lines: [{ sku, quantity: 2 }] }));
    const { reached, order } = await orders.waitFor(placed, 'CONFIRMED', patiently());
    expect({ reached, reason: !reached && order.rejection?.reason }).toEqual({
      reached: false,
      reason: 'OUT_OF_STOCK',
    });
    expect(await orders.getAvailability({ sku })).toEqual({ sku, available: 1 });
  });

  it('pays a second time after a decline', async () => {
    const placed = await orders.submitOrder(anOrder({ ...payingWith('sandbox-declined'), paymentTries: 2 }));
    for await (const { payment } of orders.follow(placed, patiently())) if (payment?.status === 'DECLINED') break;
    await orders.payAgain({ orderId: placed.id, body: { provider: 'sandbox', token: 'sandbox-authorised' } });
    expect(await orders.waitFor(placed, 'CONFIRMED', patiently())).toMatchObject({ reached: true });
  });

  it('tells refusals apart', async () => {
    const idempotencyKey = crypto.randomUUID();
    await orders.submitOrder(anOrder(), { idempotencyKey });
    const refusals = [
      [() => orders.submitOrder(anOrder({ customerId: 'another' }), { idempotencyKey }), 'idempotency-key-reused'],
      [() => orders.submitOrder(anOrder({ total: 1 })), 'invalid-order'],
      [() => orders.getOrder({ orderId: crypto.randomUUID() }), 'not-found'],
    ] as const;
    for (const [call, kind] of refusals) {
      const error: unknown = await call().catch((thrown: unknown) => thrown);
      expect(error instanceof ProblemError && error.problem.type).toBe(`urn:order-confirmation:problem:${kind}`);
    }
  });

  it('gets another token when the service refuses the one that it has', async () => {
    const good = clientCredentials(credentials);
    const token = async (refused?: string) => (refused === undefined ? 'run-out' : good());
    const withOld = createClient({ baseUrl: service.apiUrl, token });
    expect(await withOld.getAvailability({ sku: 'TEA-250' })).toMatchObject({ sku: 'TEA-250' });
  });

  it('is not for browsers: the service lets no other origin in', async () => {
    const preflight = await fetch(`${service.apiUrl}/products/TEA-250/availability`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://shop.example',
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'authorization',
      },
    });
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
  });
});
