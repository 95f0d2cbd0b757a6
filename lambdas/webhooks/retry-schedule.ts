/** How long a receiver may fail until a message to it is given up, or the endpoint is. */
export const patienceMilliseconds = 3 * 24 * 60 * 60 * 1000;

/** How long it may until its owner is warned. */
export const warningMilliseconds = 24 * 60 * 60 * 1000;

const minute = 60_000;
const hour = 60 * minute;

/** The pauses behind the first attempts; the last is that behind every further one. */
const pauses = [5_000, 30_000, 2 * minute, 10 * minute, 30 * minute, hour, 2 * hour, 4 * hour, 8 * hour, 12 * hour];

/**
 * When a message is tried again after so many attempts in a row, or undefined once it is given up.
 * @param since since when it is tried
 * @param dice 0 to 1: a quarter earlier to a quarter later, so that not all come back at once
 */
export function nextAttempt(attempts: number, since: Date, now: Date, dice: number): Date | undefined {
  const pause = pauses[Math.min(attempts, pauses.length) - 1] ?? minute;
  const next = new Date(now.getTime() + pause * (0.75 + dice / 2));
  return next.getTime() - since.getTime() > patienceMilliseconds ? undefined : next;
}

/** So many failures in a row open the circuit: until a single message has got through, no other is tried. */
export const breakerFailures = 5;

const longestRest = hour;

/** How long an endpoint is left alone that has failed so often in a row; 0 while it is not. */
export function restMilliseconds(failures: number, dice: number): number {
  if (failures < breakerFailures) return 0;
  return Math.min(30_000 * 2 ** (failures - breakerFailures), longestRest) * (0.75 + dice / 2);
}
