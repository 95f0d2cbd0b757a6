/** How long an answer is held at most, in seconds: API Gateway gives up after 30. */
const maxWaitSeconds = 20;

/**
 * The seconds that a `Prefer: wait=…` header (RFC 7240) asks for, at most 20; 0 without one. A preference is never an
 * error.
 */
export function waitPreference(prefer: string | undefined): number {
  const wait = /(?:^|[,;\s])wait\s*=\s*"?(\d{1,6})"?(?=$|[,;\s])/i.exec(prefer ?? '')?.[1];
  return Math.min(Number(wait ?? 0), maxWaitSeconds);
}
