/** A moment as a carrier writes it, ISO 8601 UTC; undefined where it is none. */
export function scanTime(written: string): string | undefined {
  const at = new Date(written);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
