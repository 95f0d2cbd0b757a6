/** Numbers from 0 to 1 that are the same for a seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A standard normal number, from twelve even ones. */
export function normal(random: () => number): number {
  return Array.from({ length: 12 }, random).reduce((sum, value) => sum + value, -6);
}

/** One of several by its share, with a number from 0 to 1. */
export function chosen<Of extends { readonly share: number }>(among: readonly [Of, ...Of[]], chance: number): Of {
  let left = chance;
  for (const one of among) {
    left -= one.share;
    if (left < 0) return one;
  }
  return among[0];
}
