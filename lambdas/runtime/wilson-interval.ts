/** The standard deviations of a 95% interval. */
export const usual = 1.96;

/**
 * From where to where a share may be of which so many were counted (Wilson, 1927): it holds for few and for none too.
 * @param z how many standard deviations wide; 95 of 100 usual ones hold what all would say
 */
export function wilsonInterval(
  share: number,
  counted: number,
  z = usual,
): { readonly low: number; readonly high: number } {
  if (counted <= 0) return { low: 0, high: 1 };
  const square = z * z;
  const middle = (share + square / (2 * counted)) / (1 + square / counted);
  const half =
    (z * Math.sqrt((share * (1 - share)) / counted + square / (4 * counted * counted))) / (1 + square / counted);
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
