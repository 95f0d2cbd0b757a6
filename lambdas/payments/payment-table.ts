import { GetCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { OrderId } from '../orders/order.ts';
import { dynamodb, query } from '../runtime/dynamodb.ts';
import { type Read, read } from '../runtime/dynamodb-read.ts';
import { type Put, tryWrite, writesTo } from '../runtime/dynamodb-write.ts';
import { environment } from '../runtime/environment.ts';
import { Payment } from './payment.ts';
import { paymentKeys } from './payment-keys.ts';
import { currentPaymentId, type PaymentId, paymentIdOf, type TriedOrder, tryOf } from './payment-try.ts';

/** Providers repeat a notification for up to 3 days; records that deduplicate must outlive that. */
const notificationSeconds = 14 * 24 * 60 * 60;

/** So that a page of the nightly check is read, and its payments asked about, in seconds. */
const itemsPerPage = 500;

/**
 * How far the reconciliation of a provider's days has come: a day, and where in it to go on; without that it is done.
 */
export const Reconciled = z.object({
  day: z.iso.date(),
  goOn: z.optional(
    z.object({
      /** Which list is being read: our payments, then the provider's. */
      list: z.enum(['ours', 'theirs']),
      from: z.optional(z.string()),
      /** Since when the provider cannot say how a payment of this page stands, ISO 8601 UTC. */
      stuckSince: z.optional(z.string()),
    }),
  ),
});
export type Reconciled = Readonly<z.output<typeof Reconciled>>;

/** The functions of the Payments table. */
export type PaymentTable = ReturnType<typeof paymentTable>;

/** The Payments table; the only place that knows its keys and expressions. */
export function paymentTable(tableName = environment('PAYMENTS_TABLE')) {
  const { put } = writesTo<Payment>(tableName);

  /** The read of a try to pay as it stands. */
  function standingToRead(id: PaymentId): Read<Payment> {
    return { tableName, key: paymentKeys.payment(tryOf(id)), as: (item) => z.parse(Payment, item) };
  }

  /**
   * The read of a try to pay as it stands or stood a second ago, at half the price: for who asks its provider next, and
   * writes the answer over the version that was read. One that is too old is found out by that.
   */
  function paymentToRead(id: PaymentId): Read<Payment> {
    return { ...standingToRead(id), isEventual: true };
  }

  /** A try to pay, strongly consistent. */
  async function find(id: PaymentId): Promise<Payment | undefined> {
    return read(standingToRead(id));
  }

  /** The payment of an order: the try that it is at, strongly consistent. */
  async function findCurrent(order: TriedOrder): Promise<Payment | undefined> {
    return find(currentPaymentId(order));
  }

  /**
   * The tries to pay for an order, the one that it is at last. Where there was only one, as nearly always, it reads
   * nothing.
   * @param first the first try, as it was read
   */
  async function triesOf(order: TriedOrder, first: Payment | undefined): Promise<readonly Payment[]> {
    const further = (order.furtherTries ?? []).map((_, index) =>
      find(paymentIdOf({ orderId: order.id, tryNumber: index + 2 })),
    );
    return [first, ...(await Promise.all(further))].filter((payment) => payment !== undefined);
  }

  /**
   * Changes a payment by a pure function of what stands there; runs it again when another write came between.
   * @returns the payment as it then stands, or undefined when there is none
   */
  async function change(id: PaymentId, next: (payment: Payment) => Payment): Promise<Payment | undefined> {
    for (;;) {
      const payment = await find(id);
      if (payment === undefined) return undefined;
      const written = await replace(payment, next(payment));
      if (written !== undefined) return written;
    }
  }

  /**
   * Puts a payment in the place of one that was read, or that has begun and was not stored yet.
   * @returns the payment as it then stands, or undefined when another write came between; nothing was written
   */
  async function replace(from: Payment, next: Payment): Promise<Payment | undefined> {
    if (next === from) return from;
    return (await tryWrite(replaceWrite(from, next))) ? { ...next, version: from.version + 1 } : undefined;
  }

  /** The write of `replace`, for a transaction. */
  function replaceWrite(from: Payment, next: Payment): Put {
    const { version } = from;
    const asRead = { version };
    // An index takes no empty key, and the write of a payment must not fail of what it is called.
    const reference = next.reference || undefined;
    // No two writers cross: whoever comes second decides again on what the first has left.
    return put(
      { ...paymentKeys.payment(from), ...next, reference, version: version + 1 },
      version === 0 ? [{ pk: undefined }, asRead] : asRead,
    );
  }

  /** The orders with a payment that its provider calls so; may be a moment behind. */
  async function findByReference(reference: string): Promise<readonly OrderId[]> {
    const found = query({
      TableName: tableName,
      IndexName: 'payments-by-reference',
      // The word is reserved.
      KeyConditionExpression: '#reference = :reference',
      ExpressionAttributeNames: { '#reference': 'reference' },
      ExpressionAttributeValues: { ':reference': reference },
    });
    const ids: OrderId[] = [];
    for await (const { pk } of found) ids.push(paymentKeys.orderIdIn(String(pk)));
    return ids;
  }

  /** The read of the note that a notification has been dealt with. */
  function notificationToRead(orderId: string, eventId: string): Read<true> {
    return { tableName, key: paymentKeys.notification(orderId, eventId), as: () => true };
  }

  /** Notes that a notification has been dealt with. */
  async function addNotification(orderId: string, eventId: string, at: Date): Promise<void> {
    await dynamodb.send(
      new PutCommand({
        TableName: tableName,
        Item: {
          ...paymentKeys.notification(orderId, eventId),
          at: at.toISOString(),
          expiresAt: Math.floor(at.getTime() / 1000) + notificationSeconds,
        },
      }),
    );
  }

  /**
   * A page of a provider's payments, in no order; eventually consistent. All of them are read, for a nightly check.
   * @param from where the page before it ended
   */
  async function page(provider: string, from?: string): Promise<{ payments: readonly Payment[]; next?: string }> {
    const { Items = [], LastEvaluatedKey } = await dynamodb.send(
      new ScanCommand({
        TableName: tableName,
        // Nothing else in the table has one.
        FilterExpression: 'provider = :provider',
        ExpressionAttributeValues: { ':provider': provider },
        Limit: itemsPerPage,
        ...(from !== undefined && { ExclusiveStartKey: JSON.parse(from) }),
      }),
    );
    return {
      payments: Items.map((item) => z.parse(Payment, item)),
      ...(LastEvaluatedKey && { next: JSON.stringify(LastEvaluatedKey) }),
    };
  }

  /** How far a provider's days have been reconciled. */
  async function findReconciled(provider: string): Promise<Reconciled | undefined> {
    const { Item } = await dynamodb.send(
      new GetCommand({ TableName: tableName, Key: paymentKeys.reconciled(provider), ConsistentRead: true }),
    );
    return Item && z.parse(Reconciled, Item);
  }

  /** Notes how far a provider's days have been reconciled. */
  async function recordReconciled(provider: string, reconciled: Reconciled): Promise<void> {
    await dynamodb.send(
      new PutCommand({ TableName: tableName, Item: { ...paymentKeys.reconciled(provider), ...reconciled } }),
    );
  }

  return {
    standingToRead,
    paymentToRead,
    find,
    findCurrent,
    triesOf,
    change,
    replace,
    replaceWrite,
    findByReference,
    notificationToRead,
    addNotification,
    page,
    findReconciled,
    recordReconciled,
  };
}
