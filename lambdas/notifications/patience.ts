/** The longest pause at first, in seconds: in it, a crowd that was throttled comes back spread out. */
const longestAtFirst = 40;

/** The longest pause ever, in seconds: what SQS delays a message at most, and what a customer still waits at most once SES is back. */
const longestEver = 900;

/** A notice that has waited for so long is late: an alarm rings. In seconds. */
export const lateAfterSeconds = 900;

/** A notice that has waited for so long is given up, in seconds: three days, a weekend. */
export const givenUpAfterSeconds = 3 * 86_400;

/**
 * How long a message waits for its next try, in seconds: the longer, the longer it has waited already; at least a quarter of the
 * longest, so that an outage of hours costs few calls.
 * @param dice from 0 to 1: chosen by lot, so that those who were throttled together do not come back together
 */
export function pauseSeconds(waitedSeconds: number, dice: () => number = Math.random): number {
  const longest = Math.min(longestEver, Math.max(longestAtFirst, waitedSeconds));
  return Math.round(longest * (0.25 + 0.75 * dice()));
}
