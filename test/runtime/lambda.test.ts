import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CallFailed, lambda } from '../../lambdas/runtime/lambda.ts';

/** What Lambda answers; nothing cuts the connection. */
type Answer = readonly [status: number, headers: Readonly<Record<string, string>>, body: string] | undefined;

let server: Server;
let answers: Answer[];
let calls: { readonly url: string | undefined; readonly headers: IncomingHttpHeaders; readonly body: string }[];

beforeEach(async () => {
  answers = [];
  calls = [];
  server = createServer(async (request, response) => {
    calls.push({ url: request.url, headers: request.headers, body: await text(request) });
    const answer = answers.shift();
    if (answer === undefined) request.socket.destroy();
    else response.writeHead(answer[0], answer[1]).end(answer[2]);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${port}`);
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIATEST');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  vi.stubEnv('AWS_SESSION_TOKEN', 'session');
});

afterEach(() => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  server.close();
});

const ok: Answer = [200, {}, '{"b":2}'];
const failed = (status: number, kind: string): Answer => [status, { 'x-amzn-errortype': `${kind}:http://x` }, '{}'];

describe('a function', () => {
  it('is called by its name, by a signed request, and its answer comes back', async () => {
    answers = [ok];

    expect(await lambda.invoke('a-function', '{"a":1}')).toEqual({ payload: '{"b":2}', functionError: undefined });

    expect(calls).toMatchObject([{ url: '/2015-03-31/functions/a-function/invocations', body: '{"a":1}' }]);
    expect(calls[0]?.headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIATEST\/\d{8}\/eu-west-1\/lambda\/aws4_request, SignedHeaders=.*host;.*, Signature=[0-9a-f]{64}$/,
    );
    expect(calls[0]?.headers['x-amz-security-token']).toBe('session');
  });

  it('that failed is told apart from one that answered', async () => {
    answers = [[200, { 'x-amz-function-error': 'Unhandled' }, '{"errorType":"X"}']];

    expect(await lambda.invoke('f', '{}')).toEqual({ payload: '{"errorType":"X"}', functionError: 'Unhandled' });
    expect(calls).toHaveLength(1);
  });

  it.each([
    ['Lambda has no room', failed(429, 'TooManyRequestsException')],
    ['Lambda is at fault', failed(500, 'ServiceException')],
    ['the connection is cut', undefined],
  ])('is called once more when %s, and no more', async (_case, answer) => {
    answers = [answer, ok];
    expect(await lambda.invoke('f', '{}')).toMatchObject({ payload: '{"b":2}' });

    answers = [answer, answer, ok];
    await expect(lambda.invoke('f', '{}')).rejects.toThrow();
    expect(calls).toHaveLength(4);
  });

  it('that may not be called is called once, and Lambda’s own name of the error is told', async () => {
    answers = [failed(403, 'AccessDeniedException'), ok];

    await expect(lambda.invoke('f', '{}')).rejects.toMatchObject({ kind: 'AccessDeniedException', status: 403 });
    await expect(lambda.invoke('f', '{}')).resolves.not.toBeInstanceOf(CallFailed);
    expect(calls).toHaveLength(2);
  });
});
