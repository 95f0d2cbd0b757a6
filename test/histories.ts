/**
 * How large a share of its generated cases a test runs: a fifth unless HISTORIES says otherwise; all of them every
 * night.
 */
const share = Number(process.env.HISTORIES ?? 0.2);
if (!(share > 0))
  throw new Error(`HISTORIES=${process.env.HISTORIES} is no share: give a number such as 0.2, or 1 for all`);

/** How many of so many generated cases this run tries; at least one. */
export function histories(all: number): number {
  return Math.max(1, Math.round(all * share));
}
