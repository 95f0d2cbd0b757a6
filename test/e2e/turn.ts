import { afterAll, beforeAll, beforeEach, inject } from 'vitest';
import { type Turn, takeTurn } from './turns.ts';

/** As long as all other tests of the deployed service may take together, in milliseconds. */
const patience = 3_600_000;

let held: { readonly turn: Turn; readonly granted: Promise<() => void> } | undefined;

async function hold(turn: Turn): Promise<void> {
  held = { turn, granted: takeTurn(inject('service').turns, turn) };
  await held.granted;
}

async function giveBack(): Promise<void> {
  const end = await held?.granted;
  held = undefined;
  end?.();
}

/**
 * Said in a `describe`, or at the top of a file, of tests that break the deployed service for everybody while they run:
 * no other test runs meanwhile.
 */
export function alone(): void {
  beforeAll(async () => {
    await giveBack();
    await hold('alone');
  }, patience);
  afterAll(giveBack);
}

/** @throws Error when the service is not this test's alone: what it is about to do would fail others */
export function demandAlone(deed: string): void {
  if (held?.turn !== 'alone') throw new Error(`${deed} is for tests that have said alone()`);
}

// This file is a set-up of every test file of the deployed service: unless said otherwise, they share it.
beforeAll(() => hold('shared'), patience);
beforeEach(async () => {
  await (held === undefined ? hold('shared') : held.granted);
}, patience);
afterAll(giveBack);
