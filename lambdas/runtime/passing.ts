/**
 * Whether AWS had no room for a call, or gave no answer or only an excuse: the same call may succeed a little later.
 * @param throttled the names of the service's errors that say that it had no room
 */
export function isPassing(error: unknown, throttled: ReadonlySet<string>): boolean {
  const { name = '', $metadata } = error as { name?: string; $metadata?: { httpStatusCode?: number } };
  if (throttled.has(name)) return true;
  // Only the SDK's own errors carry it; without a status there was no answer.
  return $metadata !== undefined && ($metadata.httpStatusCode === undefined || $metadata.httpStatusCode >= 500);
}
