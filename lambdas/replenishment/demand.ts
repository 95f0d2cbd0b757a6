/** What a day sells, in units: mean and standard deviation. */
export interface Demand {
  readonly perDay: number;
  readonly stdDev: number;
}

/** The demand, from the units of each day (those without sales included); the standard deviation is the sample's. */
export function demandOf(units: readonly number[]): Demand {
  const perDay = units.reduce((sum, ofDay) => sum + ofDay, 0) / Math.max(units.length, 1);
  const squares = units.reduce((sum, ofDay) => sum + (ofDay - perDay) ** 2, 0);
  return { perDay, stdDev: units.length < 2 ? 0 : Math.sqrt(squares / (units.length - 1)) };
}
