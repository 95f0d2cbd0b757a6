import { createHash } from 'node:crypto';

/** The entity tag (RFC 9110, section 8.8.3) of an answer: another body has another. */
export function etagOf(body: string): string {
  return `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
}

/** The entity tag of an answer about something that counts its changes: another with each of them, and with another body. */
export function versionedEtag(version: number, body: string): string {
  return `"${version}.${etagOf(body).slice(1)}`;
}

/**
 * Whether an If-Match header (RFC 9110, section 13.1.1) names something as it stands at a version: by `*`, or by any of
 * its entity tags of that version. One that is not of {@link versionedEtag}, a weak one say, names nothing.
 */
export function isAt(version: number, ifMatch: string): boolean {
  return ifMatch.split(',').some((tag) => tag.trim() === '*' || tag.trim().startsWith(`"${version}.`));
}

/** Whether an If-None-Match header (RFC 9110, section 13.1.2) names the entity tag, weakly compared. */
export function isKnown(etag: string, ifNoneMatch: string): boolean {
  const known = ifNoneMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return known.includes(etag) || known.includes('*');
}
