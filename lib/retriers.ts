/**
 * What the steps of the workflow repeat, and how patiently. A dependency that is away for a minute is outlasted,
 * whatever the dice of the jitter say: only contention, where a crowd would come back at once, is jittered, and what of
 * it outlives that goes on under another name (`LastingContention`), which is repeated like any failure. Nothing else
 * needs dice: executions come one after the other, at the rate at which they were let in, and each waits from its own
 * failure on.
 */

/** What a state repeats, and how patiently. */
export interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly MaxAttempts: number;
  readonly IntervalSeconds?: number;
  readonly BackoffRate?: number;
  readonly MaxDelaySeconds?: number;
  readonly JitterStrategy?: 'FULL';
}

/** A named refusal: never repeated. */
export const never = (...names: string[]): Retrier => ({ ErrorEquals: names, MaxAttempts: 0 });

/** Another order touched the same stock at the same moment: repeat soon, and often. */
export const contended: Retrier = {
  ErrorEquals: ['StockContention'],
  IntervalSeconds: 1,
  MaxAttempts: 8,
  BackoffRate: 1.5,
  MaxDelaySeconds: 5,
  JitterStrategy: 'FULL',
};

/** What Lambda says when it has no room: the function was not started. */
export const refusedByLambda = 'Lambda.TooManyRequestsException';

/** Lambda had no room for a call: nothing behind it was called, so patience costs nobody anything. */
export const withoutRoom = (error: string): Retrier => ({
  ErrorEquals: [error],
  IntervalSeconds: 1,
  MaxAttempts: 8,
  BackoffRate: 2,
  MaxDelaySeconds: 30,
});

/**
 * Anything else: twice, so that a dependency that is down gets three calls for one at most. The first repeat is for
 * what was over at once, the second comes after all that one wants to outlast.
 * @param seconds how long both waits take together
 */
export function failed(seconds: number): Retrier {
  const first = Math.max(1, Math.round(seconds / 16));
  return {
    ErrorEquals: ['States.ALL'],
    IntervalSeconds: first,
    MaxAttempts: 2,
    BackoffRate: seconds / first - 1,
    MaxDelaySeconds: seconds - first,
  };
}

/**
 * The waits before the repeats that a retrier allows, in seconds: the shortest that its dice may say, and the longest.
 */
export function waitsOf(retrier: Retrier): readonly { readonly min: number; readonly max: number }[] {
  const { MaxAttempts, IntervalSeconds = 1, BackoffRate = 2, MaxDelaySeconds = Number.POSITIVE_INFINITY } = retrier;
  return Array.from({ length: MaxAttempts }, (_, repeat) => {
    const max = Math.min(IntervalSeconds * BackoffRate ** repeat, MaxDelaySeconds);
    return { min: retrier.JitterStrategy === 'FULL' ? 0 : max, max };
  });
}
