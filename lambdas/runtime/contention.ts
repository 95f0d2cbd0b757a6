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
