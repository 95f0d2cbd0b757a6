import { setImmediate } from 'node:timers/promises';
import { type InMemoryDynamoDb, inMemoryDynamoDb, transactionConflict } from '../test/runtime/in-memory-dynamodb.ts';
import type { Clockwork } from './rush.ts';

/**
 * What is assumed of DynamoDB, in milliseconds: how long a call is on its way, there and back, and how long a
 * transaction keeps its items open. Another transaction that comes to an open item is cancelled (TransactionConflict),
 * as documented.
 */
export const assumed = { thereMilliseconds: 2, backMilliseconds: 2, transactionMilliseconds: 4 } as const;

/**
 * A model of DynamoDB under contention, with a clock of its own: a thousand buyers in a few seconds, without a thousand
 * processors. The store interprets the real expressions of the real tables.
 */
export function contendedDynamoDb(): {
  readonly db: InMemoryDynamoDb;
  readonly clockwork: Clockwork & { run<Value>(work: Promise<Value>): Promise<Value> };
} {
  const db = inMemoryDynamoDb();
  const openUntil = new Map<string, number>();
  const due: { readonly at: number; readonly wake: () => void }[] = [];
  let time = 0;
  const sleep = (milliseconds: number) =>
    new Promise<void>((wake) => {
      due.push({ at: time + milliseconds, wake });
    });

  db.intercept = async ({ items = [] }, commit) => {
    await sleep(assumed.thereMilliseconds * (0.5 + Math.random()));
    if (items.length > 0) {
      if (items.some((item) => (openUntil.get(item) ?? 0) > time)) {
        await sleep(assumed.backMilliseconds);
        throw transactionConflict(items.length);
      }
      for (const item of items) openUntil.set(item, time + assumed.transactionMilliseconds);
      await sleep(assumed.transactionMilliseconds);
    }
    try {
      return commit();
    } finally {
      await sleep(assumed.backMilliseconds * (0.5 + Math.random()));
    }
  };

  /** Lets the model's time pass until the work is done. */
  async function run<Value>(work: Promise<Value>): Promise<Value> {
    let isDone = false;
    const noted = work.finally(() => {
      isDone = true;
    });
    noted.catch(() => {});
    for (;;) {
      await setImmediate();
      if (isDone) return noted;
      const next = due.reduce<(typeof due)[number] | undefined>(
        (a, b) => (a === undefined || b.at < a.at ? b : a),
        undefined,
      );
      if (next === undefined) continue;
      due.splice(due.indexOf(next), 1);
      time = next.at;
      next.wake();
    }
  }

  return { db, clockwork: { now: () => time, sleep, run } };
}
