import type { InMemoryDynamoDb } from './runtime/in-memory-dynamodb.ts';
import { transactionConflict } from './runtime/in-memory-dynamodb.ts';

/** What goes wrong with one call to a store or service; a repeated one was done before, and the SDK got no answer. */
export const faults = [
  'none',
  'refused',
  'answer-lost',
  'repeated',
  'killed-before',
  'killed-after',
  'conflict',
] as const;
export type Fault = (typeof faults)[number];

/** One step of a history: which of the waiting calls goes on, and what goes wrong with it. */
export interface Turn {
  readonly pick: number;
  readonly fault: Fault;
}

/** How one of the interleaved runs ended. A killed one never comes back, as a function whose process is gone. */
export type Outcome<Value> =
  | { readonly kind: 'done'; readonly value: Value }
  | { readonly kind: 'threw'; readonly error: Error }
  | { readonly kind: 'killed' };

/** Far more than any history needs: what still goes on then goes on for ever. */
const maxTurns = 20_000;

/** The error of a connection that broke. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
}

/**
 * Runs several functions at once. Whenever one calls the store it waits; each turn lets one of the waiting calls go on,
 * with its fault. After the last turn all go on, in order and without faults.
 * @param afterEachTurn what must hold at every moment
 */
export async function interleave<Value>(
  db: InMemoryDynamoDb,
  runs: readonly (() => Promise<Value>)[],
  turns: readonly Turn[],
  afterEachTurn: () => void = () => {},
): Promise<readonly Outcome<Value>[]> {
  const waiting: ((fault: Fault) => void)[] = [];
  db.intercept = ({ name }, commit) =>
    new Promise((resolve, reject) => {
      waiting.push((fault) => {
        if (fault === 'killed-before') return;
        if (fault === 'refused') return reject(new ConnectionLost());
        // Only a transaction says so in this way.
        if (fault === 'conflict' && name === 'TransactWriteCommand') return reject(transactionConflict(2));
        try {
          const answer = fault === 'repeated' ? repeatedOf(commit) : commit();
          if (fault === 'killed-after') return;
          if (fault === 'answer-lost') return reject(new ConnectionLost());
          resolve(answer);
        } catch (error) {
          reject(error);
        }
      });
    });

  const outcomes: Outcome<Value>[] = runs.map(() => ({ kind: 'killed' }));
  for (const [index, run] of runs.entries()) {
    run().then(
      (value) => {
        outcomes[index] = { kind: 'done', value };
      },
      (error: Error) => {
        outcomes[index] = { kind: 'threw', error };
      },
    );
  }
  try {
    for (let turn = 0; ; turn++) {
      await everythingElse();
      const { pick, fault } = turns[turn] ?? { pick: 0, fault: 'none' };
      const [next] = waiting.splice(pick % Math.max(waiting.length, 1), 1);
      if (next === undefined) break;
      if (turn === maxTurns) throw new Error('the calls do not come to an end');
      next(fault);
      afterEachTurn();
    }
  } finally {
    // Also when what must hold does not: the next history needs the store.
    db.intercept = async (_command, commit) => commit();
  }
  return outcomes;
}

/** The answer to the second of two equal calls, whatever the first one met. */
export function repeatedOf<Answer>(commit: () => Answer): Answer {
  try {
    commit();
  } catch {
    // Its answer was lost, too.
  }
  return commit();
}

/** Comes back when every promise that can settle has. */
function everythingElse(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
