/**
 * The codes of a cancelled transaction that only met others on its way: nothing was written, and a repeat may succeed.
 */
export const contentionCodes: ReadonlySet<string> = new Set([
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
]);

/**
 * True for the error of a write that only met other writes on the same item. Knows it by its shape: not every bundle
 * needs the SDK.
 */
export function isContention(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'TransactionConflictException') return true;
  const { CancellationReasons = [] } = error as { CancellationReasons?: readonly { readonly Code?: string }[] };
  const codes = CancellationReasons.map(({ Code }) => Code ?? 'None').filter((code) => code !== 'None');
  return codes.length > 0 && codes.every((code) => contentionCodes.has(code));
}

/** So often a write is made anew that others overtook: within a second or so, far from the end of a call. */
const attempts = 6;

/**
 * Reads and writes anew as long as others overtake that, a while apart, the longer the more often; those who met do not
 * come back in step.
 * @param attempt undefined when it was overtaken
 * @returns undefined when it was each time
 */
export async function againIfOvertaken<Value>(
  attempt: () => Promise<Value | undefined>,
  pause: (milliseconds: number) => Promise<void>,
): Promise<Value | undefined> {
  for (let overtaken = 0; overtaken < attempts; overtaken++) {
    if (overtaken > 0) await pause(Math.random() * 10 * 2 ** overtaken);
    const value = await attempt();
    if (value !== undefined) return value;
  }
  return undefined;
}
