import * as z from 'zod/mini';
import { type Read, readTogether } from '../runtime/dynamodb-read.ts';
import { absent, below, present, tryWrite, writesTo } from '../runtime/dynamodb-write.ts';
import { environment } from '../runtime/environment.ts';
import { addressHash } from './address-hash.ts';

/** Why an address gets no more e-mails. */
export const SuppressionReason = z.enum(['BOUNCED', 'COMPLAINED']);
export type SuppressionReason = z.output<typeof SuppressionReason>;

/** An address that gets no e-mails, until it expires or somebody lifts it. */
const Suppression = z.object({
  /** Absent once it was lifted, like `at`. */
  reason: z.optional(SuppressionReason),
  /** When the mail server refused the address, or its owner complained, last; ISO 8601 UTC. */
  at: z.optional(z.string()),
  /** When somebody lifted it last, ISO 8601 UTC. */
  liftedAt: z.optional(z.string()),
  /** Seconds since 1970. */
  expiresAt: z.int(),
});
type Suppression = Readonly<z.output<typeof Suppression>>;

/** A mailbox that was gone may be somebody's again: after half a year an address is tried once more. */
const suppressedDays = 180;

/** The functions of the Suppressions table. */
export type SuppressionTable = ReturnType<typeof suppressionTable>;

/**
 * The Suppressions table: `ADDRESS#<hash>`, the e-mail addresses that get no more e-mails of any order. Keys show up in
 * logs and metrics, so they hold no address.
 */
export function suppressionTable(tableName = environment('SUPPRESSIONS_TABLE')) {
  const { update } = writesTo<Suppression>(tableName);

  /**
   * Sends nothing more to an address, because of what happened at this time (ISO 8601 UTC). What is older than what is
   * known already changes nothing, be it another refusal or that somebody has lifted it since.
   */
  async function suppress(address: string, reason: SuppressionReason, at: string): Promise<void> {
    const expiresAt = Math.ceil(Date.parse(at) / 1000) + suppressedDays * 86_400;
    const isNews = [{ at: absent, liftedAt: absent }, { at: absent, liftedAt: below(at) }, { at: below(at) }] as const;
    await tryWrite(update(keyOf(address), { set: { reason, at, expiresAt }, when: isNews }));
  }

  /**
   * Lets e-mails go to an address again, unless it refuses one after this.
   * @returns false when it was not suppressed
   */
  async function lift(address: string, at: string): Promise<boolean> {
    return tryWrite(
      update(keyOf(address), { set: { liftedAt: at }, remove: ['reason', 'at'], when: { reason: present } }),
    );
  }

  /** Which of these addresses are suppressed; what came in the last second may be missing, at half the price. */
  async function among(addresses: readonly string[], now: Date): Promise<readonly string[]> {
    const found = await readTogether(...[...new Set(addresses.map(addressHash))].map(suppressionOf));
    const suppressed = new Set(
      found.flatMap((one) => (one?.reason !== undefined && one.expiresAt * 1000 > now.getTime() ? [one.hash] : [])),
    );
    return addresses.filter((address) => suppressed.has(addressHash(address)));
  }

  function suppressionOf(hash: string): Read<Suppression & { readonly hash: string }> {
    const as = (item: object) => ({ ...z.parse(Suppression, item), hash });
    return { tableName, key: keyOfHash(hash), as, isEventual: true };
  }

  return { suppress, lift, among };
}

const keyOf = (address: string) => keyOfHash(addressHash(address));
const keyOfHash = (hash: string) => ({ pk: `ADDRESS#${hash}`, sk: 'SUPPRESSION' });
