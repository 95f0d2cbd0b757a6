import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { type Read, read, readTogether } from '../runtime/dynamodb-read.ts';
import { absent, below, present, tryWrite, writesTo } from '../runtime/dynamodb-write.ts';
import { environment } from '../runtime/environment.ts';
import { addressHash } from './address-hash.ts';

/** Why an address gets no more e-mails; where its owner has unsubscribed, none but those of orders. */
export const SuppressionReason = z.enum(['BOUNCED', 'COMPLAINED', 'UNSUBSCRIBED']);
export type SuppressionReason = z.output<typeof SuppressionReason>;

/** That an address gets no e-mails, until it expires or somebody lifts it. */
const Suppression = z.object({
  /** Absent once it was lifted, like `at`. */
  reason: z.optional(SuppressionReason),
  /** When the mail server refused the address, or its owner complained or unsubscribed, last; ISO 8601 UTC. */
  at: z.optional(z.string()),
  /** When somebody lifted it last, ISO 8601 UTC. */
  liftedAt: z.optional(z.string()),
  /** Seconds since 1970. */
  expiresAt: z.int(),
});
type Suppression = Readonly<z.output<typeof Suppression>>;

/** Whom the link in an e-mail unsubscribes. */
const UnsubscribeToken = z.object({
  addressHash: z.string(),
  /** Seconds since 1970. */
  expiresAt: z.int(),
});

/** A mailbox that was gone may be somebody's again: after half a year an address is tried once more. */
const suppressedDays = 180;

const halfAYearAfter = (at: string) => Math.ceil(Date.parse(at) / 1000) + suppressedDays * 86_400;

/** The functions of the Suppressions table. */
export type SuppressionTable = ReturnType<typeof suppressionTable>;

/**
 * The Suppressions table: `ADDRESS#<hash>` / `SUPPRESSION`, the e-mail addresses that get no more e-mails of any order,
 * and `UNSUBSCRIPTION`, those that get none but of orders; `UNSUBSCRIBE#<hash>` / `TOKEN`, whom a link unsubscribes. Keys
 * show up in logs and metrics, so they hold no address, and no token.
 */
export function suppressionTable(tableName = environment('SUPPRESSIONS_TABLE')) {
  const { update } = writesTo<Suppression>(tableName);
  const tokens = writesTo<z.output<typeof UnsubscribeToken>>(tableName);

  /**
   * Sends nothing more to an address, because of what happened at this time (ISO 8601 UTC). What is older than what is
   * known already changes nothing, be it another refusal or that somebody has lifted it since.
   */
  async function suppress(address: string, reason: SuppressionReason, at: string): Promise<void> {
    await suppressHash(addressHash(address), reason, at);
  }

  async function suppressHash(hash: string, reason: SuppressionReason, at: string): Promise<void> {
    const isNews = [{ at: absent, liftedAt: absent }, { at: absent, liftedAt: below(at) }, { at: below(at) }] as const;
    const set = { reason, at, expiresAt: halfAYearAfter(at) };
    await tryWrite(update(keyOf(hash, reason), { set, when: isNews }));
  }

  /**
   * Lets e-mails of every kind go to an address again, unless it refuses one after this.
   * @returns false when it was not suppressed
   */
  async function lift(address: string, at: string): Promise<boolean> {
    const lifted = [];
    for (const reason of ['BOUNCED', 'UNSUBSCRIBED'] as const) {
      const change = { set: { liftedAt: at }, remove: ['reason', 'at'], when: { reason: present } } as const;
      lifted.push(await tryWrite(update(keyOf(addressHash(address), reason), change)));
    }
    return lifted.includes(true);
  }

  /** Lets a token unsubscribe an address for half a year from this time (ISO 8601 UTC). */
  async function offerUnsubscribe(address: string, token: string, at: string): Promise<void> {
    const set = { addressHash: addressHash(address), expiresAt: halfAYearAfter(at) };
    await tryWrite(tokens.update(tokenKeyOf(token), { set }));
  }

  /**
   * Sends nothing but what is of orders to the address that a token was made for.
   * @returns false when there is no such token, or no longer
   */
  async function unsubscribe(token: string, at: string): Promise<boolean> {
    const as = (item: object) => z.parse(UnsubscribeToken, item);
    const found = await read({ tableName, key: tokenKeyOf(token), as });
    if (found === undefined || found.expiresAt * 1000 <= Date.parse(at)) return false;
    await suppressHash(found.addressHash, 'UNSUBSCRIBED', at);
    return true;
  }

  /** Which of these addresses are suppressed; what came in the last second may be missing, at half the price. */
  async function among(addresses: readonly string[], now: Date): Promise<readonly string[]> {
    const hashes = [...new Set(addresses.map(addressHash))];
    const found = await readTogether(...hashes.map((hash) => suppressionOf(hash, 'BOUNCED')));
    const suppressed = new Set(hashes.filter((_, index) => isStanding(found[index], now)));
    return addresses.filter((address) => suppressed.has(addressHash(address)));
  }

  /** Whether an address is suppressed or unsubscribed: what is of no order is not sent to it. Of the same age. */
  async function isUnsubscribed(address: string, now: Date): Promise<boolean> {
    const hash = addressHash(address);
    const found = await readTogether(suppressionOf(hash, 'BOUNCED'), suppressionOf(hash, 'UNSUBSCRIBED'));
    return found.some((one) => isStanding(one, now));
  }

  function suppressionOf(hash: string, reason: SuppressionReason): Read<Suppression> {
    return { tableName, key: keyOf(hash, reason), as: (item) => z.parse(Suppression, item), isEventual: true };
  }

  return { suppress, lift, offerUnsubscribe, unsubscribe, among, isUnsubscribed };
}

function isStanding(suppression: Suppression | undefined, now: Date): boolean {
  return suppression?.reason !== undefined && suppression.expiresAt * 1000 > now.getTime();
}

/** Bounces and complaints are one item: either keeps every e-mail back. */
const keyOf = (hash: string, reason: SuppressionReason) => ({
  pk: `ADDRESS#${hash}`,
  sk: reason === 'UNSUBSCRIBED' ? 'UNSUBSCRIPTION' : 'SUPPRESSION',
});

const tokenKeyOf = (token: string) => ({
  pk: `UNSUBSCRIBE#${createHash('sha256').update(token).digest('hex')}`,
  sk: 'TOKEN',
});
