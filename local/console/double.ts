/**
 * A console without a cloud behind it: its real page and script, an issuer that signs in whoever comes as the role that
 * is wanted, and an API that answers with examples. For pictures, and for tests of what the page does.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type Role, scopesByRole } from '../../lambdas/access/roles.ts';
import { ofEachScope, scopes } from '../../lambdas/access/scopes.ts';
import { routeKey } from '../../lambdas/api/route.ts';
import { namedRoutes } from '../../lambdas/api/routes.ts';
import { consoleHeaders, consolePage } from '../../lambdas/console/console-page.ts';
import { serveAsset } from '../../lambdas/console/serve-asset.ts';
import type { HttpRequest } from '../../lambdas/runtime/http-request.ts';
import { buildConsoleAssets } from '../../lib/console-assets.ts';

/** A call that the page has made of the API. */
export interface ConsoleCall {
  /** `POST /orders/{orderId}/cancellation`. */
  readonly route: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly reason: string | undefined;
  readonly idempotencyKey: string | undefined;
  readonly body: unknown;
}

/** What the API answers to a call, at once or later: a body with 200, or this status with it. */
export type ConsoleAnswers = Readonly<
  Record<string, (call: ConsoleCall) => unknown | { readonly status: number; readonly body: unknown }>
>;

/** A console that runs. */
export interface ConsoleDouble {
  /** Where its page is. */
  readonly url: string;
  /** Every call of the API, the first first. */
  readonly calls: readonly ConsoleCall[];
  /** Whom the issuer signs in from now on; nobody: it refuses to renew too. */
  role: Role | 'nobody';
  answers: ConsoleAnswers;
  stop(): Promise<void>;
}

/** Starts a console on the loopback address that answers so. */
export async function startConsoleDouble(answers: ConsoleAnswers): Promise<ConsoleDouble> {
  const assets = await buildConsoleAssets();
  const calls: ConsoleCall[] = [];
  const server = createServer((request, response) => {
    answer(request, response).catch((error) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const endpoints = {
    authorizationEndpoint: `${origin}/authorize`,
    tokenEndpoint: `${origin}/token`,
    endSessionEndpoint: `${origin}/end`,
  };
  const double: ConsoleDouble = {
    url: `${origin}/console`,
    calls,
    role: 'admin',
    answers,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', origin);
    const send = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (pathname === '/console') {
      const scopeNames = ofEachScope(({ scopeName }) => scopeName);
      const stage = { stage: 'dev', clientId: 'console', scope: 'openid', endpoints, scopeNames };
      response.writeHead(200, consoleHeaders(endpoints)).end(consolePage(stage, assets));
    } else if (pathname.startsWith('/console/')) {
      const served = serveAsset(
        { headers: {}, pathParameters: { asset: pathname.split('/')[2] } } as never as HttpRequest,
        assets,
      );
      response.writeHead(served.statusCode ?? 200, served.headers as Record<string, string>).end(served.body);
    } else if (pathname === '/authorize') {
      const back = new URL(searchParams.get('redirect_uri') ?? origin);
      back.search = new URLSearchParams({ code: 'code', state: searchParams.get('state') ?? '' }).toString();
      response.writeHead(302, { location: back.href }).end();
    } else if (pathname === '/end') response.writeHead(302, { location: double.url }).end();
    else if (pathname === '/token') {
      if (double.role === 'nobody') send(400, { error: 'invalid_grant' });
      else send(200, tokensOf(double.role));
    } else await answerCall(request, pathname, searchParams, send);
  }

  async function answerCall(
    request: IncomingMessage,
    pathname: string,
    searchParams: URLSearchParams,
    send: (status: number, body: unknown) => void,
  ): Promise<void> {
    const [, route] =
      namedRoutes.find(([, { method, path }]) => method === request.method && matches(path, pathname)) ?? [];
    if (route === undefined) return send(404, { type: 'about:blank', title: 'none', status: 404, detail: pathname });
    const body = await text(request);
    const { reason, 'idempotency-key': idempotencyKey } = request.headers;
    const call: ConsoleCall = {
      route: routeKey(route),
      path: pathname,
      query: Object.fromEntries(searchParams),
      reason: typeof reason === 'string' ? decodeURIComponent(reason) : undefined,
      idempotencyKey: typeof idempotencyKey === 'string' ? idempotencyKey : undefined,
      body: body === '' ? undefined : JSON.parse(body),
    };
    calls.push(call);
    const found = await double.answers[call.route]?.(call);
    if (found === undefined)
      return send(404, { type: 'about:blank', title: 'none', status: 404, detail: `no answer to ${call.route}` });
    if (isRefusal(found)) send(found.status, found.body);
    else send(200, found);
  }

  return double;
}

function isRefusal(found: unknown): found is { readonly status: number; readonly body: unknown } {
  return (
    typeof found === 'object' &&
    found !== null &&
    'body' in found &&
    typeof (found as { status?: unknown }).status === 'number'
  );
}

function matches(path: string, pathname: string): boolean {
  const pattern = path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+');
  return new RegExp(`^${pattern}$`).test(pathname);
}

/** Tokens that nobody verifies. */
function tokensOf(role: Role) {
  const jwt = (claims: object) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`;
  const scope = scopesByRole[role].map((name) => scopes[name].scopeName).join(' ');
  return {
    access_token: jwt({ sub: 'ada', scope }),
    id_token: jwt({ sub: 'ada', name: 'Ada Byron', groups: [role] }),
    refresh_token: 'refresh',
    token_type: 'Bearer',
    expires_in: 3600,
  };
}
