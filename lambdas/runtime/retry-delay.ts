/** The longest delay at first, in seconds: in it, a crowd that was throttled comes back spread out. */
const maxAtFirst = 40;

/**
 * The longest delay ever, in seconds: what SQS delays a message at most, and for how long one still waits at most once
 * who was away is back.
 */
export const longestDelaySeconds = 900;

/** What has waited for so long is late: an alarm rings. In seconds. */
const lateAfterSeconds = 900;

/** What waits is tried for so long, in seconds: three days, a weekend. */
export const retriedForSeconds = 3 * 86_400;

/** How a wait for who is away stands. */
export interface Wait {
  /** ISO 8601 UTC. */
  readonly since: string;
  readonly seconds: number;
  readonly isLate: boolean;
}

/** How a wait stands that began at a moment (ISO 8601 UTC), or begins now. */
export function waitSince(begun: string | undefined, now: Date): Wait {
  const since = begun ?? now.toISOString();
  const seconds = (now.getTime() - Date.parse(since)) / 1000;
  return { since, seconds, isLate: seconds >= lateAfterSeconds };
}

/**
 * Backoff with jitter: after how many seconds a message is tried again. The longer it has waited already, the longer;
 * at least a quarter of the longest delay, so that an outage of hours costs few calls.
 * @param dice from 0 to 1: chosen by lot, so that those who were throttled together do not come back together
 */
export function retryDelaySeconds(waitedSeconds: number, dice: () => number = Math.random): number {
  const longest = Math.min(longestDelaySeconds, Math.max(maxAtFirst, waitedSeconds));
  return Math.round(longest * (0.25 + 0.75 * dice()));
}
