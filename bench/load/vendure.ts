import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../../bin/operations/until.ts';
import { projectFolder } from '../../local/settings.ts';
import type { Served } from './arrivals.ts';

const folder = join(projectFolder, 'bench', 'peer', 'vendure');
const port = 3100;

/** Whether `npm run bench:peer` has been run. */
export function isVendureInstalled(): boolean {
  return existsSync(join(folder, 'node_modules', '@vendure', 'core'));
}

/** Runs Vendure with SQLite, with a catalogue of its own. @returns how it serves an order, and what stops it */
export async function startVendure() {
  await finished(spawn(process.execPath, [join(folder, 'populate.mjs')], options()));
  const server = spawn(process.execPath, [join(folder, 'server.mjs')], options());
  const url = `http://127.0.0.1:${port}/shop-api`;
  const stop = () => server.kill('SIGKILL');
  try {
    await until('Vendure', 600, async () => {
      if (server.exitCode !== null) throw new Error(`Vendure ended with ${server.exitCode}`);
      const question = {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"query":"{__typename}"}',
      };
      return (await fetch(url, question).catch(() => undefined))?.ok;
    });
  } catch (error) {
    stop();
    throw error;
  }
  return { serve: () => serve(url), stop };
}

function options(): SpawnOptions {
  // Its database and all that it writes.
  const cwd = join(projectFolder, '.local', 'bench-peer');
  mkdirSync(cwd, { recursive: true });
  return {
    cwd,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production', VENDURE_PORT: String(port) },
  };
}

function finished(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    // It ends itself by this signal when it has done its work.
    child.once('exit', (code, signal) =>
      signal === 'SIGKILL' ? resolve() : reject(new Error(`Vendure's catalogue failed: ${signal ?? code}`)),
    );
  });
}

/** The calls that make an order, in their order: cart, customer, address, shipping (two), checkout, payment. */
const calls = {
  addItem: `mutation { result: addItemToOrder(productVariantId: "1", quantity: 1) { __typename ... on ErrorResult { message } } }`,
  customer: `mutation($email: String!) { result: setCustomerForOrder(input: { emailAddress: $email, firstName: "Ada", lastName: "Lovelace" }) { __typename ... on ErrorResult { message } } }`,
  address: `mutation { result: setOrderShippingAddress(input: { streetLine1: "1 St James's Square", countryCode: "GB" }) { __typename ... on ErrorResult { message } } }`,
  shippingMethods: '{ result: eligibleShippingMethods { id } }',
  shipping: `mutation($id: ID!) { result: setOrderShippingMethod(shippingMethodId: [$id]) { __typename ... on ErrorResult { message } } }`,
  checkout: `mutation { result: transitionOrderToState(state: "ArrangingPayment") { __typename ... on ErrorResult { message } } }`,
  pay: `mutation { result: addPaymentToOrder(input: { method: "standard-payment", metadata: {} }) { __typename ... on Order { state } ... on ErrorResult { message } } }`,
} as const;

/** A shopper of its own fills a cart and pays. */
async function serve(url: string): Promise<Served> {
  let token: string | undefined;
  const begun = performance.now();
  async function call(query: string, variables = {}): Promise<{ message?: string; state?: string }> {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify({ query, variables }),
    });
    token = answer.headers.get('vendure-auth-token') ?? token;
    const { data, errors } = (await answer.json()) as {
      data?: { result?: { message?: string; state?: string } };
      errors?: readonly { message: string }[];
    };
    const refusal = errors?.[0]?.message ?? data?.result?.message;
    if (refusal !== undefined) throw new Error(refusal);
    return data?.result ?? {};
  }
  await call(calls.addItem);
  await call(calls.customer, { email: `${Math.random()}@customer.example` });
  await call(calls.address);
  const [method] = (await call(calls.shippingMethods)) as readonly { id: string }[];
  await call(calls.shipping, { id: method?.id });
  await call(calls.checkout);
  const { state } = await call(calls.pay);
  if (state !== 'PaymentSettled') throw new Error(`ended ${state}`);
  const milliseconds = performance.now() - begun;
  return { accepted: milliseconds, confirmed: milliseconds };
}
