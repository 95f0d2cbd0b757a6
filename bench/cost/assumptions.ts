import type { Usage } from '../prices.ts';

/** What only AWS's own bill can tell, so that it is assumed here; each figure that rests on it says so. */
export const assumptions = {
  /** What Lambda bills for a warm run of one of our functions, and for a cold one. */
  warmSeconds: 0.04,
  coldSeconds: 0.5,
  coldShare: 0.01,
  /** Of X-Ray's default rule, once there is more than one order a second. */
  tracedShare: 0.05,
  /** What an Express execution is billed for at least. */
  expressGigabytes: 64 / 1024,
} as const;

/** What invocations of functions with so much memory use. */
export function invocationsUsage(invocations: number, megabytes: number): Usage {
  const { warmSeconds, coldSeconds, coldShare } = assumptions;
  const seconds = invocations * (warmSeconds + coldShare * coldSeconds);
  return { 'Lambda requests': invocations, 'Lambda GB-seconds': (seconds * megabytes) / 1024 };
}

/** What an Express execution uses that takes so long; AWS bills by tenths of a second. */
export function expressUsage(seconds: number): Usage {
  const billed = Math.ceil(seconds * 10) / 10;
  return { 'Express executions': 1, 'Express GB-seconds': billed * assumptions.expressGigabytes };
}
