import { timingSafeEqual } from 'node:crypto';

/** Whether what is given is what is expected, in a time that does not tell how much of it is right. */
export function isSameInConstantTime(given: Uint8Array, expected: Uint8Array): boolean {
  return given.length === expected.length && timingSafeEqual(given, expected);
}
