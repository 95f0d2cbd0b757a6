/** How long something took, in milliseconds: half, 95 and 99 of a hundred were no slower. */
export interface Latencies {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** The latencies of these durations; of none, they are NaN. */
export function latenciesOf(milliseconds: readonly number[]): Latencies {
  const sorted = [...milliseconds].sort((a, b) => a - b);
  // The nearest rank: a duration that was measured, not one in between.
  const of = (share: number) => Math.round(sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN);
  return { p50: of(0.5), p95: of(0.95), p99: of(0.99) };
}
