import { createHash } from 'node:crypto';

/**
 * Stands for a Message-ID in the table's keys. Of a mail that SES has sent only what SES calls it counts: which of its
 * hosts stands behind that depends on the region.
 */
export function threadHash(mailId: string): string {
  const bare = mailId.trim().replace(/^<|>$/g, '');
  const name = bare.replace(/@[\w.-]*amazonses\.com$/i, '');
  return createHash('sha256').update(name).digest('base64url');
}

/** The Message-IDs in a header such as `References`, without their brackets. */
export function mailIdsIn(header: string | undefined): readonly string[] {
  return [...(header ?? '').matchAll(/<([^<>\s]{1,998})>/g)].flatMap(([, id]) => (id === undefined ? [] : [id]));
}
