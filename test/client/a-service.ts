import { createClient } from 'order-confirmation-client';

/** What the other side does with one request. */
export type Reply = Response | Error | ((request: Request) => Response | Promise<Response>);

/** A JSON answer. */
export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Response {
  const type = status < 400 ? 'application/json' : 'application/problem+json';
  return new Response(status === 304 ? null : JSON.stringify(body), {
    status,
    headers: { 'content-type': type, ...headers },
  });
}

/** A problem document of the service. */
export function problem(kind: string, status: number, headers: Readonly<Record<string, string>> = {}): Response {
  const type = `urn:order-confirmation:problem:${kind}`;
  return json(status, { type, title: kind, status, detail: `It is ${kind}.` }, headers);
}

/** A fetch that gives these replies one after the other, and remembers what was asked. */
export function aFetch(...replies: readonly Reply[]) {
  const requests: Request[] = [];
  const send: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const reply = replies[requests.length];
    requests.push(request);
    if (reply === undefined) throw new Error(`nobody expected ${request.method} ${request.url}`);
    if (reply instanceof Error) throw reply;
    return typeof reply === 'function' ? reply(request) : reply;
  };
  return { send, requests };
}

/** A client of a service that gives these replies. */
export function aClient(...replies: readonly Reply[]) {
  const { send, requests } = aFetch(...replies);
  return {
    orders: createClient({ baseUrl: 'https://api.example/', token: async () => 'token', fetch: send }),
    requests,
  };
}
