import type { InMemoryDynamoDb } from './runtime/in-memory-dynamodb.ts';

/** The function's end, in the middle of its work. */
class CutOff extends Error {
  override readonly name = 'CutOff';
}

/**
 * Runs some work over and over, each time as at first, and cuts it off at another of the calls that leave it: ahead of
 * it, and right behind it.
 * @param work gets what marks a call that is not one of the database's
 * @param check what holds then, whatever was cut off
 */
export async function cutOffAnywhere(
  db: InMemoryDynamoDb,
  work: (leaving: <Result>(call: () => Result) => Promise<Result>) => Promise<unknown>,
  check: (where: string) => Promise<void>,
): Promise<void> {
  const untouched = db.snapshot();
  for (const behind of [false, true]) {
    let isOver = false;
    for (let cutAt = 1; !isOver; cutAt++) {
      db.restore(untouched);
      let calls = 0;
      const leaving = async <Result>(call: () => Result): Promise<Awaited<Result>> => {
        calls += 1;
        const isCut = calls === cutAt;
        if (isCut && !behind) throw new CutOff();
        const result = await call();
        if (isCut) throw new CutOff();
        return result;
      };
      db.intercept = (_command, commit) => leaving(commit);
      await work(leaving).catch((error: unknown) => {
        if (!(error instanceof CutOff)) throw error;
      });
      isOver = calls < cutAt;
      db.intercept = async (_command, commit) => commit();
      await check(`${behind ? 'behind' : 'ahead of'} call ${cutAt}`);
    }
  }
}
