import { createHash } from 'node:crypto';

/**
 * Stands for an e-mail address in keys, which show up in logs and metrics; the same however it is written. Not of the
 * mailbox without its `+tag`: a mail server may know the one and refuse the other.
 */
export function addressHash(address: string): string {
  return createHash('sha256').update(address.trim().toLowerCase()).digest('hex');
}
