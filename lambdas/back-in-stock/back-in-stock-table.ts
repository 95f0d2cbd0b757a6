import { createHash } from 'node:crypto';
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { addressHash } from '../notifications/address-hash.ts';
import { Locale } from '../orders/locale.ts';
import { dynamodb, query, scan } from '../runtime/dynamodb.ts';
import { below, tryWrite, type Update, writesTo } from '../runtime/dynamodb-write.ts';
import { environment } from '../runtime/environment.ts';

/** A shopper who asked to be told when a SKU is back in stock. */
export const BackInStockRequest = z.object({
  sku: z.string(),
  email: z.string(),
  locale: Locale,
  /** Where they asked, as access tokens name it; earlier versions did not note it. */
  storefront: z.optional(z.string()),
  /** ISO 8601 UTC. */
  askedAt: z.string(),
  /** When the request is forgotten, in seconds since 1970. */
  expiresAt: z.int(),
  /**
   * When somebody began to write to the shopper, ISO 8601 UTC: of an unconfirmed request, to have it confirmed.
   * Whether they were written to is not known while it stands.
   */
  claimedAt: z.optional(z.string()),
  /** That the shopper has not confirmed it yet: nobody knows whether the address is theirs. */
  unconfirmed: z.optional(z.boolean()),
  /** When the shopper was told of this SKU before, ISO 8601 UTC. */
  toldAt: z.optional(z.string()),
});
export type BackInStockRequest = Readonly<z.output<typeof BackInStockRequest>>;

/** A request as it is stored. */
interface StoredRequest extends BackInStockRequest {
  /** Of the token that confirms it. */
  readonly confirmationHash: string;
  /** Earlier versions counted how often a mail was refused. */
  readonly refusals: number;
}

/**
 * The BackInStockRequests table: `SKU#<sku>` / `SHOPPER#<hash of the address>`, one request a shopper. Keys show up in
 * logs and metrics, so they hold no address. Of a shopper who was told, only `toldAt` is left, until they may be told
 * again.
 */
const keyOf = ({ sku, email }: Pick<BackInStockRequest, 'sku' | 'email'>) => ({
  pk: `SKU#${sku}`,
  sk: `SHOPPER#${addressHash(email)}`,
});

function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** After this time the shopper has bought elsewhere, and the address is no longer ours to keep. */
export const keptDays = 180;

/** So many days after a moment, in seconds since 1970. */
export function inDays(days: number, from: Date): number {
  return Math.floor(from.getTime() / 1000) + days * 86_400;
}

/** The functions of the BackInStockRequests table. */
export type BackInStockTable = ReturnType<typeof backInStockTable>;

/** The BackInStockRequests table; the only place that knows its keys and expressions. */
export function backInStockTable(tableName = environment('BACK_IN_STOCK_REQUESTS_TABLE')) {
  const { update } = writesTo<StoredRequest>(tableName);

  /**
   * The write that takes a shopper's request down, refused where the same one stands already: the place in the queue is
   * the first.
   * @param gone an older claim is nobody's: that shopper may ask again
   */
  function add(
    { sku, email, locale, storefront, askedAt, expiresAt, unconfirmed }: BackInStockRequest,
    gone: string,
  ): Update {
    return update(keyOf({ sku, email }), {
      set: { sku, email, locale, storefront, askedAt, expiresAt, ...(unconfirmed && { unconfirmed }) },
      remove: ['claimedAt', 'confirmationHash', ...(unconfirmed ? [] : (['unconfirmed'] as const))],
      when: [
        { email: undefined },
        { expiresAt: below(Math.floor(Date.parse(askedAt) / 1000)) },
        { claimedAt: below(gone), unconfirmed: undefined },
      ],
    });
  }

  function itemsOf(sku: string) {
    const input = { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': `SKU#${sku}` } };
    return query({ TableName: tableName, ...input, ConsistentRead: true });
  }

  /** Who asked for a SKU and is being written to by nobody, in the order of asking; strongly consistent. */
  async function findAsking(sku: string, now: Date): Promise<readonly BackInStockRequest[]> {
    const found: BackInStockRequest[] = [];
    for await (const item of itemsOf(sku)) if (item.email !== undefined) found.push(z.parse(BackInStockRequest, item));
    return found
      .filter(({ claimedAt, expiresAt }) => claimedAt === undefined && expiresAt * 1000 > now.getTime())
      .sort((a, b) => (a.askedAt < b.askedAt ? -1 : 1));
  }

  /**
   * Takes it on oneself to write to a shopper.
   * @param token what confirms an unconfirmed request; only its hash is stored
   * @returns false when another does, or did
   */
  function claim(request: BackInStockRequest, at: string, token?: string): Promise<boolean> {
    return tryWrite(
      update(keyOf(request), {
        set: { claimedAt: at, confirmationHash: token === undefined ? undefined : tokenHash(token) },
        when: { askedAt: request.askedAt, claimedAt: undefined },
      }),
    );
  }

  /** Gives a shopper back whose mail was surely not sent. */
  async function giveBack(request: BackInStockRequest): Promise<void> {
    await tryWrite(update(keyOf(request), { remove: ['claimedAt'] }));
  }

  /** Forgets a request that was fulfilled, and remembers of it only when, until `untilSeconds` since 1970. */
  async function fulfil(request: BackInStockRequest, toldAt: string, untilSeconds: number): Promise<void> {
    await tryWrite(
      update(keyOf(request), {
        set: { toldAt, expiresAt: untilSeconds },
        remove: ['email', 'locale', 'storefront', 'askedAt', 'claimedAt', 'confirmationHash', 'refusals'],
      }),
    );
  }

  /** Forgets a request. */
  async function remove(request: BackInStockRequest): Promise<void> {
    await dynamodb.send(new DeleteCommand({ TableName: tableName, Key: keyOf(request) }));
  }

  /** Forgets all that was asked for with an address. No index has addresses: all of the table is read for it. */
  async function forget(email: string): Promise<void> {
    const { sk } = keyOf({ sku: '', email });
    const theirs = { FilterExpression: 'sk = :sk', ExpressionAttributeValues: { ':sk': sk } };
    for await (const { pk } of scan({ TableName: tableName, ...theirs, ConsistentRead: true })) {
      await dynamodb.send(new DeleteCommand({ TableName: tableName, Key: { pk, sk } }));
    }
  }

  /** The request of a SKU that this token confirms, or has confirmed; strongly consistent. */
  async function findByToken(sku: string, token: string, now: Date): Promise<BackInStockRequest | undefined> {
    const hash = tokenHash(token);
    for await (const item of itemsOf(sku)) {
      if (item.confirmationHash !== hash) continue;
      const request = z.parse(BackInStockRequest, item);
      return request.expiresAt * 1000 > now.getTime() ? request : undefined;
    }
    return undefined;
  }

  /** The write that confirms an unconfirmed request, and keeps it until `expiresAt`, in seconds since 1970. */
  function confirmWrite(request: BackInStockRequest, expiresAt: number): Update {
    return update(keyOf(request), {
      set: { expiresAt },
      remove: ['unconfirmed', 'claimedAt'],
      when: { unconfirmed: true, askedAt: request.askedAt },
    });
  }

  return { add, findAsking, claim, giveBack, fulfil, remove, forget, findByToken, confirmWrite };
}
