/** A measured value and when; in any unit of time. */
export interface Point {
  readonly at: number;
  readonly value: number;
}

/**
 * How fast a value grows by the unit of its time: the median of the slopes between any two points (Theil, 1950; Sen,
 * 1968). Nearly three of ten points may be anything without moving it far.
 * @returns undefined where there are not two moments
 */
export function robustSlope(points: readonly Point[]): number | undefined {
  const slopes = points.flatMap((a, index) =>
    points.slice(index + 1).flatMap((b) => (a.at === b.at ? [] : [(b.value - a.value) / (b.at - a.at)])),
  );
  return slopes.length === 0 ? undefined : median(slopes);
}

/** The value in the middle; of two, their mean. @throws RangeError without any */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  if (low === undefined || high === undefined) throw new RangeError('there is no value in the middle of none');
  return (low + high) / 2;
}

/** The value that this share of all values does not exceed. @throws RangeError without any */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const found = sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))];
  if (found === undefined) throw new RangeError('there is no quantile of none');
  return found;
}
