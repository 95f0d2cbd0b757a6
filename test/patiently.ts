import { vi } from 'vitest';

/** How long a test waits for anything, in seconds: it only ends what hangs, on whatever machine. */
export const patienceSeconds = 300;

/** Waits until the expectations hold. */
export function patiently<Value>(expectations: () => Value): Promise<Awaited<Value>> {
  return vi.waitFor(expectations, { timeout: patienceSeconds * 1000, interval: 20 }) as Promise<Awaited<Value>>;
}
