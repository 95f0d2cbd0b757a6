import type { Usage } from '../prices.ts';

/** What only AWS's own bill can tell, so that it is assumed here; each figure that rests on it says so. */
export const assumptions = {
  /** What of a warm run of one of our functions waits, and what computes where it has half a gigabyte. */
  waitingSeconds: 0.03,
  computingSeconds: 0.01,
  /** What a cold run computes more, and how many are cold. */
  coldSeconds: 0.5,
  coldShare: 0.01,
  /** Of X-Ray's default rule, once there is more than one order a second. */
  tracedShare: 0.05,
  /** How long an Express execution takes: four runs of functions, one of which waits for another. */
  expressSeconds: 0.3,
  /** What an Express execution is billed for at least. */
  expressGigabytes: 64 / 1024,
} as const;

/** How long a run of a function with so much memory takes: half the memory is half the processor. */
export function secondsOfRun(megabytes: number): number {
  const { waitingSeconds, computingSeconds, coldSeconds, coldShare } = assumptions;
  return waitingSeconds + (computingSeconds + coldShare * coldSeconds) * (512 / megabytes);
}

/** What invocations of functions with so much memory use. */
export function invocationsUsage(invocations: number, megabytes: number): Usage {
  const seconds = invocations * secondsOfRun(megabytes);
  return { 'Lambda requests': invocations, 'Lambda GB-seconds': (seconds * megabytes) / 1024 };
}

/**
 * What an Express execution uses, and the function of so much memory that waits for it; AWS bills the execution by
 * tenths of a second.
 */
export function expressUsage(waitingMegabytes: number): Usage {
  const { expressSeconds, expressGigabytes } = assumptions;
  return {
    'Express executions': 1,
    'Express GB-seconds': (Math.ceil(expressSeconds * 10) / 10) * expressGigabytes,
    'Lambda GB-seconds': (expressSeconds * waitingMegabytes) / 1024,
  };
}
