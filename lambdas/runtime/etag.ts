import { createHash } from 'node:crypto';

/** The entity tag (RFC 9110, section 8.8.3) of an answer: another body has another. */
export function etagOf(body: string): string {
  return `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
}

/** Whether an If-None-Match header (RFC 9110, section 13.1.2) names the entity tag, weakly compared. */
export function isKnown(etag: string, ifNoneMatch: string): boolean {
  const known = ifNoneMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return known.includes(etag) || known.includes('*');
}
