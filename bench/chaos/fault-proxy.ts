import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
  request as send,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { AwsClient } from 'aws4fetch';
import { clientSettings } from '../../local/aws.ts';
import { type AwsCall, awsCallOf, type WholeRequest } from './aws-call.ts';
import { errorAnswer } from './error-answers.ts';
import { type Fault, type FaultPlan, faultOf } from './faults.ts';
import { partialBatch } from './partial-batch.ts';

/** The longest that a slow call is late: less than any timeout of a client of ours. */
const slowMilliseconds = 1_500;

/** Longer than any function is idle: it finds its connection as it left it. */
const keepAliveMilliseconds = 600_000;

/** A fault that has happened. */
export interface InjectedFault extends Fault, AwsCall {
  /** Of how many calls of its kind about its subject it was the last. */
  readonly nth: number;
}

/** A proxy before an AWS endpoint. */
export interface FaultProxy {
  /** Where it listens. */
  readonly url: string;
  /** From now on this happens, or nothing. */
  inject(plan: FaultPlan | undefined): void;
  /** How many calls came through it. */
  readonly calls: () => number;
  readonly faults: () => readonly InjectedFault[];
  stop(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer | string;
}

/**
 * Starts a proxy before the AWS endpoint at `target`, which hands each call on, or lets happen to it what the plan
 * says, once there is one. Addresses of the one are written over by those of the other, as SQS takes a queue's address for its own.
 *
 * @example
 * const proxy = await startFaultProxy('http://127.0.0.1:4566');
 * proxy.inject({ seed: 1, rate: 0.1 });
 * const client = new DynamoDBClient({ endpoint: proxy.url });
 */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const counts = new Map<string, number>();
  const faults: InjectedFault[] = [];
  let calls = 0;
  let plan: FaultPlan | undefined;

  const server = createServer((request, response) => {
    void handle(request, response).catch(() => request.socket.destroy());
  });
  server.keepAliveTimeout = keepAliveMilliseconds;
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url: path = '/', headers, socket } = incoming;
    const request = { method, path, headers, body: await bodyOf(incoming) };
    const call = awsCallOf(request);
    const answer = (content: Answer) => {
      const { 'content-length': _, 'transfer-encoding': __, connection: ___, ...headers } = content.headers;
      response.writeHead(content.status, headers).end(content.body);
    };
    calls++;
    const fault = plan && next(call, plan);
    switch (fault?.kind) {
      case 'throttled':
      case 'failed':
        return answer(errorAnswer(fault.kind, call, request));
      case 'cut':
        socket.destroy();
        return;
      case 'answer lost':
        await forward(request);
        socket.destroy();
        return;
      case 'failed after':
        await forward(request);
        return answer(errorAnswer('failed', call, request));
      case 'partial':
        return answer(await part(call, request));
      case 'slow':
        await pause(fault.strength * slowMilliseconds);
        return answer(await forward(request));
      case undefined:
        return answer(await forward(request));
    }
  }

  function next(call: AwsCall, plan: FaultPlan): Fault | undefined {
    const kind = [call.service, call.operation, call.subject].join(' ');
    const nth = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, nth);
    const fault = faultOf(plan, call, nth);
    if (fault !== undefined) faults.push({ ...call, nth, ...fault });
    return fault;
  }

  async function part(call: AwsCall, request: WholeRequest): Promise<Answer> {
    const { forwarded, answerOf } = partialBatch(call, request);
    const headers = { 'content-type': 'application/json' };
    if (forwarded === undefined) return { status: 200, headers, body: JSON.stringify(answerOf({})) };
    const done = await forward(await signed(call, { ...request, body: Buffer.from(JSON.stringify(forwarded)) }));
    if (done.status !== 200) return done;
    return { status: 200, headers, body: JSON.stringify(answerOf(JSON.parse(done.body.toString('utf8')))) };
  }

  /** A request that is not what its caller signed, signed anew by the owner of the local cloud. */
  async function signed({ service }: AwsCall, { method, path, headers, body }: WholeRequest): Promise<WholeRequest> {
    const { region, credentials } = clientSettings(target);
    const { 'content-type': type = '', 'x-amz-target': operation = '' } = headers;
    const request = await new AwsClient({ ...credentials, service, region }).sign(`${target}${path}`, {
      ...{ method, body: new Uint8Array(body) },
      headers: { 'content-type': type, 'x-amz-target': String(operation) },
    });
    const host = new URL(target).host;
    return { method, path, body, headers: { ...Object.fromEntries(request.headers), host } };
  }

  async function forward({ method, path, headers, body }: WholeRequest): Promise<Answer> {
    // The host is that of the proxy still: it is signed.
    // A connection that is kept may break by itself: only faults of the plan are wanted.
    const outgoing = send(`${target}${path}`, { method, headers, agent: false });
    outgoing.end(body);
    const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
    return { status: answer.statusCode ?? 502, headers: answer.headers, body: await bodyOf(answer) };
  }

  return {
    url,
    inject(next) {
      plan = next;
    },
    calls: () => calls,
    faults: () => faults,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
