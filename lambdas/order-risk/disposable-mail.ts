import { inflateRawSync } from 'node:zlib';
import { packedDomains } from './disposable-domains.generated.ts';

/*
 * Loaded for the first address that is looked up (`lib/at-need.ts`).
 */

/** The domains whose mailboxes anybody opens for minutes; unpacked for the first address. */
let domains: ReadonlySet<string> | undefined;

/** Whether an e-mail address is one that is thrown away: of a domain on the list, or below one. */
export function isDisposable(email: string): boolean {
  domains ??= new Set(inflateRawSync(Buffer.from(packedDomains, 'base64')).toString('utf8').split('\n'));
  const labels = email
    .slice(email.lastIndexOf('@') + 1)
    .toLowerCase()
    .split('.');
  return labels.some((_, index) => domains?.has(labels.slice(index).join('.')));
}
