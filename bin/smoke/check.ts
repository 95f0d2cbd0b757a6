/** One thing that is to be so on a deployed stage, and how to find out. */
export interface Check {
  /** What is to be so, in a few words. */
  readonly promise: string;
  /** @returns what was found, in a few words @throws NotRight when it is not so, NotChecked when nobody can tell */
  run(): Promise<string>;
}

/** It is not so; the message says what was found instead. */
export class NotRight extends Error {
  override readonly name = 'NotRight';
}

/** It could not be looked at; the message says why, and how it could be. */
export class NotChecked extends Error {
  override readonly name = 'NotChecked';
}

/** What became of a check. */
export interface Finding {
  readonly promise: string;
  readonly verdict: 'right' | 'wrong' | 'not checked';
  readonly found: string;
}

/** Runs a check. What it meets that nobody foresaw is a finding too. */
export async function findingOf({ promise, run }: Check): Promise<Finding> {
  try {
    return { promise, verdict: 'right', found: await run() };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const verdict = error instanceof NotChecked ? 'not checked' : 'wrong';
    const expected = error instanceof NotRight || error instanceof NotChecked;
    return { promise, verdict, found: expected ? error.message : `${error.name}: ${error.message}` };
  }
}
