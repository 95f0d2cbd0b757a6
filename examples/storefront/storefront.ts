/**
 * A storefront to look at: a basket, a checkout, a second try to pay, and from there to the order's page, which the service
 * keeps. Its back end holds the credentials and calls the service by the client; no page of it needs a script.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type Client, clientCredentials, createClient, ProblemError } from 'order-confirmation-client';
import { basketIn, cookieOf, totalOf, withOneMore } from './basket.ts';
import { isToBePaid, paymentPage, refusalPage, shopPage } from './pages.ts';
import { products } from './products.ts';
import { style } from './style.ts';

/** Where the service is, and as whom this storefront calls it. */
export interface StorefrontOptions {
  readonly apiUrl: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly port: number;
}

/** Starts the storefront on the loopback address. */
export async function startStorefront({ apiUrl, port, ...credentials }: StorefrontOptions) {
  const orders = createClient({ baseUrl: apiUrl, token: clientCredentials(credentials) });
  // A form may lead to the order's page, which is the service's.
  const policy = `default-src 'none'; style-src 'self'; form-action 'self' ${new URL(apiUrl).origin}; base-uri 'none'; frame-ancestors 'none'`;
  const server = createServer((request, response) => {
    response.setHeader('content-security-policy', policy);
    answer(orders, request, response).catch((error: unknown) => refuse(response, error));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(orders: Client, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://storefront');
  if (pathname === '/style.css') return send(response, 200, style, 'text/css');
  const basket = basketIn(request.headers.cookie);
  const [, orderId = '', rest = ''] = /^\/orders\/([0-9a-f-]{36})(\/\w+)?$/.exec(pathname) ?? [];
  const route = `${request.method} ${orderId === '' ? pathname : `/orders/{orderId}${rest}`}`;

  switch (route) {
    case 'GET /':
      return send(response, 200, shopPage(await stock(orders), basket));
    case 'POST /basket': {
      const { sku } = await form(request);
      response.setHeader('set-cookie', cookieOf(withOneMore(basket, sku ?? '')));
      return redirect(response, '/');
    }
    case 'POST /checkout': {
      if (basket.lines.length === 0) return redirect(response, '/');
      const typed = await form(request);
      const { name = '', email = '', line1 = '', city = '', postalCode = '', card = '' } = typed;
      try {
        const placed = await orders.submitOrder(
          {
            body: {
              currency: 'GBP',
              lines: basket.lines.map(({ product: { sku, price }, quantity }) => ({ sku, quantity, unitPrice: price })),
              total: totalOf(basket),
              contact: { email },
              shippingAddress: { name, line1, city, postalCode, country: 'GB' },
              payment: { provider: 'sandbox', token: card },
              paymentTries: 2,
            },
          },
          // A button pressed twice, a page sent again: the same basket is the same order.
          { idempotencyKey: basket.id },
        );
        response.setHeader('set-cookie', cookieOf({ id: crypto.randomUUID(), lines: [] }));
        return redirect(response, (await isDeclined(orders, placed)) ? `/orders/${placed.id}` : placed.statusUrl);
      } catch (error) {
        if (!(error instanceof ProblemError) || error.problem.status !== 422) throw error;
        return send(response, 422, shopPage(await stock(orders), basket, { typed, problem: error.problem }));
      }
    }
    case 'GET /orders/{orderId}': {
      const order = await orders.getOrder({ orderId });
      if (isToBePaid(order)) return send(response, 200, paymentPage(order));
      return redirect(response, order.statusUrl);
    }
    case 'POST /orders/{orderId}/payments': {
      const { card = '' } = await form(request);
      const order = await orders.payAgain({ orderId, body: { provider: 'sandbox', token: card } });
      return redirect(response, order.statusUrl);
    }
    case 'POST /orders/{orderId}/cancellation': {
      const order = await orders.cancelOrder({ orderId, body: { reason: 'CHANGED_MIND' } });
      return redirect(response, order.statusUrl);
    }
    default:
      return send(response, 404, refusalPage('Not found', 'There is no such page.'));
  }
}

const patienceMilliseconds = 10_000;

/** Whether the card is declined, as far as that is known while a shopper waits: then another can be asked for at once. */
async function isDeclined(orders: Client, placed: { readonly id: string }): Promise<boolean> {
  const signal = AbortSignal.timeout(patienceMilliseconds);
  try {
    for await (const { status, payment } of orders.follow(placed, { signal })) {
      if (payment !== undefined || (status !== 'RESERVED' && status !== 'PENDING'))
        return payment?.status === 'DECLINED';
    }
    return false;
  } catch (error) {
    // The order is placed, whatever becomes of the question: its page tells the rest.
    if (signal.aborted || error instanceof ProblemError) return false;
    throw error;
  }
}

/** What is for sale, with what is left of it. */
async function stock(orders: Client) {
  return Promise.all(
    products.map(async (product) => ({ product, ...(await orders.getAvailability({ sku: product.sku })) })),
  );
}

const longestForm = 10_000;

class FormTooLong extends Error {
  override readonly name = 'FormTooLong';
}

async function form(request: IncomingMessage): Promise<Readonly<Record<string, string | undefined>>> {
  if (!(Number(request.headers['content-length']) <= longestForm)) throw new FormTooLong();
  return Object.fromEntries(new URLSearchParams(await text(request)));
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(303, { location }).end();
}

function send(response: ServerResponse, status: number, body: string, type = 'text/html'): void {
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(body);
}

function refuse(response: ServerResponse, error: unknown): void {
  if (response.headersSent) response.end();
  else if (error instanceof FormTooLong) send(response, 413, refusalPage('Too long', 'Nobody has to type so much.'));
  else if (error instanceof ProblemError && error.problem.status < 500) {
    send(response, error.problem.status, refusalPage(error.problem.title, error.problem.detail));
  } else {
    console.error(error);
    send(response, 503, refusalPage('Please try again', 'Something went wrong on our side. Nothing is ordered twice.'));
  }
}

if (import.meta.main) {
  const { API = '', ISSUER = '', CLIENT_ID = '', CLIENT_SECRET = '', PORT = '3000' } = process.env;
  const credentials = { issuer: ISSUER, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET };
  const { url } = await startStorefront({ apiUrl: API, ...credentials, port: Number(PORT) });
  console.log(url);
}
