/** China knows no summer time. */
const offsetMilliseconds = 8 * 60 * 60 * 1000;

/** A time as Alipay writes it, in China's: `2026-11-23 20:00:00`. */
export function alipayTime(time: Date): string {
  return new Date(time.getTime() + offsetMilliseconds).toISOString().slice(0, 19).replace('T', ' ');
}
