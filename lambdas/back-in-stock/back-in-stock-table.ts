import { createHash } from 'node:crypto';
import { DeleteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { Locale } from '../orders/locale.ts';
import { dynamodb, isConditionFailure, query, type TransactionItem } from '../runtime/dynamodb.ts';
import { environment } from '../runtime/environment.ts';

/** A shopper who asked to be told when a SKU is back in stock. */
export const BackInStockRequest = z.object({
  sku: z.string(),
  email: z.string(),
  locale: Locale,
  /** ISO 8601 UTC. */
  askedAt: z.string(),
  /** When the request is forgotten, in seconds since 1970. */
  expiresAt: z.int(),
  /** When somebody began to tell the shopper, ISO 8601 UTC; whether they were told is not known while it stands. */
  claimedAt: z.optional(z.string()),
  /** When the shopper was told of this SKU before, ISO 8601 UTC. */
  toldAt: z.optional(z.string()),
});
export type BackInStockRequest = Readonly<z.output<typeof BackInStockRequest>>;

/**
 * The BackInStockRequests table: `SKU#<sku>` / `SHOPPER#<hash of the address>`, one request a shopper. Keys show up in
 * logs and metrics, so they hold no address. Of a shopper who was told, only `toldAt` is left, until they may be told
 * again.
 */
const keyOf = ({ sku, email }: Pick<BackInStockRequest, 'sku' | 'email'>) => ({
  pk: `SKU#${sku}`,
  sk: `SHOPPER#${createHash('sha256').update(email.trim().toLowerCase()).digest('hex')}`,
});

/** The functions of the BackInStockRequests table. */
export type BackInStockTable = ReturnType<typeof backInStockTable>;

/** The BackInStockRequests table; the only place that knows its keys and expressions. */
export function backInStockTable(tableName = environment('BACK_IN_STOCK_REQUESTS_TABLE')) {
  /**
   * The write that takes a shopper's request down, refused where the same one stands already: the place in the queue is
   * the first.
   * @param gone an older claim is nobody's: that shopper may ask again
   */
  function add({ sku, email, locale, askedAt, expiresAt }: BackInStockRequest, gone: string): TransactionItem {
    return {
      Update: {
        TableName: tableName,
        Key: keyOf({ sku, email }),
        ConditionExpression: 'attribute_not_exists(email) OR claimedAt < :gone OR expiresAt < :now',
        UpdateExpression:
          'SET sku = :sku, email = :email, locale = :locale, askedAt = :askedAt, expiresAt = :expiresAt REMOVE claimedAt',
        ExpressionAttributeValues: {
          ':gone': gone,
          ':now': Math.floor(Date.parse(askedAt) / 1000),
          ':sku': sku,
          ':email': email,
          ':locale': locale,
          ':askedAt': askedAt,
          ':expiresAt': expiresAt,
        },
      },
    };
  }

  /** Who waits for a SKU and is being told by nobody, in the order of asking; strongly consistent. */
  async function findWaiting(sku: string, now: Date): Promise<readonly BackInStockRequest[]> {
    const found: BackInStockRequest[] = [];
    const input = { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': `SKU#${sku}` } };
    for await (const item of query({ TableName: tableName, ...input, ConsistentRead: true })) {
      if (item.email !== undefined) found.push(z.parse(BackInStockRequest, item));
    }
    return found
      .filter(({ claimedAt, expiresAt }) => claimedAt === undefined && expiresAt * 1000 > now.getTime())
      .sort((a, b) => (a.askedAt < b.askedAt ? -1 : 1));
  }

  /** Takes it on oneself to tell a shopper. @returns false when another does, or did */
  async function claim(request: BackInStockRequest, at: string): Promise<boolean> {
    try {
      await dynamodb.send(
        new UpdateCommand({
          TableName: tableName,
          Key: keyOf(request),
          ConditionExpression: 'askedAt = :askedAt AND attribute_not_exists(claimedAt)',
          UpdateExpression: 'SET claimedAt = :at',
          ExpressionAttributeValues: { ':at': at, ':askedAt': request.askedAt },
        }),
      );
      return true;
    } catch (error) {
      if (!isConditionFailure(error)) throw error;
      return false;
    }
  }

  /** Gives a shopper back whose mail was surely not sent. */
  async function giveBack(request: BackInStockRequest): Promise<void> {
    await dynamodb.send(
      new UpdateCommand({ TableName: tableName, Key: keyOf(request), UpdateExpression: 'REMOVE claimedAt' }),
    );
  }

  /** Forgets a request that was fulfilled, and remembers of it only when, until `untilSeconds` since 1970. */
  async function fulfil(request: BackInStockRequest, toldAt: string, untilSeconds: number): Promise<void> {
    await dynamodb.send(
      new UpdateCommand({
        TableName: tableName,
        Key: keyOf(request),
        UpdateExpression: 'SET toldAt = :toldAt, expiresAt = :until REMOVE email, locale, askedAt, claimedAt, refusals',
        ExpressionAttributeValues: { ':toldAt': toldAt, ':until': untilSeconds },
      }),
    );
  }

  /** Forgets a request. */
  async function remove(request: BackInStockRequest): Promise<void> {
    await dynamodb.send(new DeleteCommand({ TableName: tableName, Key: keyOf(request) }));
  }

  return { add, findWaiting, claim, giveBack, fulfil, remove };
}
