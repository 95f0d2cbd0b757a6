/** How long an answer is held at most, in seconds: API Gateway gives up after 30. */
const maxWaitSeconds = 20;

/** One preference among several, with its parameters (RFC 7240, section 2): a comma in quotes parts none. */
const preferences = /(?:[^,"]|"(?:[^"\\]|\\.)*")+/g;

/**
 * The seconds that a `Prefer: wait=…` header (RFC 7240) asks for, at most 20; 0 without one. Of several the first counts.
 * A preference is never an error.
 */
export function waitPreference(prefer = ''): number {
  const first = prefer.match(preferences)?.find((preference) => /^\s*wait\s*=/i.test(preference)) ?? '';
  const [, bare, quoted] = /^[^=]*=\s*(?:(\d{1,6})|"(\d{1,6})")\s*(?:;|$)/.exec(first) ?? [];
  return Math.min(Number(bare ?? quoted ?? 0), maxWaitSeconds);
}
