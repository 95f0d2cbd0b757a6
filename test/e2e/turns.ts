import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Many tests share the deployed service; one that breaks a part of it for everybody has it alone. */
export type Turn = 'shared' | 'alone';

/** More at once than this are only slower: two cores serve them all. */
const maxShared = 6;

/**
 * Gives out turns, over HTTP because the test files run in processes of their own: whoever dies gives its turn back.
 */
export async function startTurns(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const waiting: { readonly turn: Turn; readonly answer: ServerResponse }[] = [];
  const held: Record<Turn, Set<ServerResponse>> = { shared: new Set(), alone: new Set() };

  const isFree = (turn: Turn) =>
    held.alone.size === 0 && held.shared.size < (turn === 'shared' ? maxShared : 1) && (turn === 'shared' || !wanted());
  // Those who share go first: whoever wants the service alone waits for a lull, and lulls come because the tests are
  // finite.
  const wanted = () => waiting.some(({ turn }) => turn === 'shared');
  const grant = () => {
    for (let next = waiting.findIndex(({ turn }) => isFree(turn)); next >= 0; ) {
      for (const { turn, answer } of waiting.splice(next, 1)) {
        held[turn].add(answer);
        answer.writeHead(200).write('yours');
      }
      next = waiting.findIndex(({ turn }) => isFree(turn));
    }
  };
  const server = createServer((question: IncomingMessage, answer: ServerResponse) => {
    const turn: Turn = question.url === '/alone' ? 'alone' : 'shared';
    const asked = { turn, answer };
    waiting.push(asked);
    answer.on('close', () => {
      held[turn].delete(answer);
      if (waiting.includes(asked)) waiting.splice(waiting.indexOf(asked), 1);
      grant();
    });
    grant();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

/** Waits for a turn. @returns what gives it back */
export function takeTurn(url: string, turn: Turn): Promise<() => void> {
  return new Promise((granted, failed) => {
    const asking = request(`${url}/${turn}`, { agent: false }, (answer) => {
      answer.on('error', () => {});
      answer.once('data', () => granted(() => asking.destroy()));
    });
    asking.on('error', failed);
    asking.end();
  });
}
