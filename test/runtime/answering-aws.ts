import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, vi } from 'vitest';

/** What AWS answers; nothing cuts the connection. */
export type Answer = readonly [status: number, headers: Readonly<Record<string, string>>, body: string] | undefined;

/** A call as it came. */
export interface Call {
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** An endpoint of AWS that gives the answers that a test puts there, one after the other, and keeps the calls. */
export function answeringAws(): { answers: Answer[]; calls: Call[] } {
  const aws: { answers: Answer[]; calls: Call[] } = { answers: [], calls: [] };
  let server: Server;

  beforeEach(async () => {
    Object.assign(aws, { answers: [], calls: [] });
    server = createServer(async (request, response) => {
      aws.calls.push({ url: request.url, headers: request.headers, body: await text(request) });
      const answer = aws.answers.shift();
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

  return aws;
}
