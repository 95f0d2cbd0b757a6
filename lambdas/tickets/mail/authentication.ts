/** A header of a mail, as it came. */
export interface MailHeader {
  /** In lower case. */
  readonly key: string;
  readonly value: string;
}

/**
 * Whether the domain that a mail says it is from vouches for it, as SES found (RFC 8601): by DMARC; or where the domain
 * has no such policy, by a signature or a sending host of its own.
 *
 * SES puts what it found above all that the mail came with: only the first such header is believed. Anybody may have
 * written those below.
 */
export function isAuthenticated(headers: readonly MailHeader[], from: string): boolean {
  const found = bare(headers.find(({ key }) => key === 'authentication-results')?.value ?? '');
  // A quote that nothing closes: nobody knows what of it is SES's.
  if (!/^\s*amazonses\.com\s*;/i.test(found) || /["\\]/.test(found)) return false;
  const domain = from.slice(from.lastIndexOf('@') + 1).toLowerCase();
  const results = found.split(';').map((result) => result.trim());
  const verdicts = (method: string) => results.filter((result) => new RegExp(`^${method}=`, 'i').test(result));
  const isPassed = (result: string) => /^\w+=pass\b/i.test(result);

  const dmarc = verdicts('dmarc');
  if (dmarc.some((result) => /=(fail|temperror|permerror)\b/i.test(result))) return false;
  if (dmarc.some((result) => isPassed(result) && isAligned(domainIn(result, /header\.from=([^\s;]+)/i), domain)))
    return true;
  const isSigned = verdicts('dkim').some(
    (result) => isPassed(result) && isAligned(domainIn(result, /header\.[id]=([^\s;]+)/i), domain),
  );
  const sender = results.map((result) => domainIn(result, /envelope-from=([^\s;]+)/i)).find((one) => one !== undefined);
  return isSigned || (verdicts('spf').some(isPassed) && isAligned(sender, domain));
}

/**
 * A header without what stands in quotes or comments: whoever sends a mail chooses much of what SES found, such as the name
 * of a mailbox, which may be `"; dmarc=pass header.from=bank.example;"`.
 */
function bare(value: string): string {
  return value.replace(/"(?:[^"\\]|\\.)*"/g, '').replace(/\([^()]*\)/g, ' ');
}

/** A verdict of SES's about what a mail holds: `X-SES-Spam-Verdict: FAIL`. The first is SES's own. */
export function isRefusedBySes(headers: readonly MailHeader[], of: 'spam' | 'virus'): boolean {
  return (
    headers
      .find(({ key }) => key === `x-ses-${of}-verdict`)
      ?.value.trim()
      .toUpperCase() === 'FAIL'
  );
}

function domainIn(result: string, pattern: RegExp): string | undefined {
  const [, value] = pattern.exec(result) ?? [];
  return value?.slice(value.lastIndexOf('@') + 1).toLowerCase();
}

/** The same domain, or one below the other: both are then in one hand. */
function isAligned(vouching: string | undefined, domain: string): boolean {
  if (vouching === undefined || !vouching.includes('.') || !domain.includes('.')) return false;
  return vouching === domain || vouching.endsWith(`.${domain}`) || domain.endsWith(`.${vouching}`);
}
