import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What differs between the providers' servers. */
export interface ProviderServerProps {
  readonly port: number;
  /** Answers a call of the provider's own API. */
  readonly answer: (request: IncomingMessage, response: ServerResponse, text: string) => Promise<void>;
  /** Does what `/_control/<what>` asks. */
  readonly performControl: (what: string, body: Record<string, unknown>) => Promise<unknown>;
  /** How the control interface answers this error, where it is one of the provider's. */
  readonly refusalOf: (error: unknown) => { readonly status: number; readonly content: unknown } | undefined;
  /** Ends what the provider does by itself. */
  readonly stop: () => void;
}

/** Starts a provider's server on this machine: its API, and beside it the control interface. */
export async function providerServer({ port, answer, performControl, refusalOf, stop }: ProviderServerProps) {
  const server = createServer((request, response) => {
    void handle(request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500).end(String(error));
    });
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    const what = /^\/_control\/(\w+)$/.exec(request.url ?? '')?.[1];
    if (what === undefined) return answer(request, response, text);
    const body = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
    const { status, content } = await performControl(what, body).then(
      (content) => ({ status: 200, content }),
      (error: unknown) => {
        const refusal = refusalOf(error);
        if (refusal === undefined) throw error;
        return refusal;
      },
    );
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content));
  }

  await once(server.listen(port, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    /** Calls the control interface over HTTP. */
    async control<Content>(what: string, body?: Record<string, unknown>): Promise<Content> {
      const response = await fetch(`${url}/_control/${what}`, {
        ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
      });
      return (await response.json()) as Content;
    },
    async stop(): Promise<void> {
      stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
