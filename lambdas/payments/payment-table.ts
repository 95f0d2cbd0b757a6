import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { dynamodb, isConditionFailure } from '../runtime/dynamodb.ts';
import { environment } from '../runtime/environment.ts';
import { Payment, type PaymentStatus, paymentStatusesBefore } from './payment.ts';

/**
 * The Payments table. One partition per order:
 * - `PAYMENT`: our record of the order's payment
 * - `NOTIFICATION#<event id>`: a notification of the provider that was dealt with; expires after the repeats have ended
 */
const keys = {
  payment: (orderId: string) => ({ pk: `ORDER#${orderId}`, sk: 'PAYMENT' }),
  notification: (orderId: string, eventId: string) => ({ pk: `ORDER#${orderId}`, sk: `NOTIFICATION#${eventId}` }),
} as const;

/** Providers repeat a notification for up to 3 days; records that deduplicate must outlive that. */
const notificationSeconds = 14 * 24 * 60 * 60;

/** The functions of the Payments table. */
export type PaymentTable = ReturnType<typeof paymentTable>;

/** The Payments table; the only place that knows its keys and expressions. */
export function paymentTable(tableName = environment('PAYMENTS_TABLE')) {
  /** The payment of an order, strongly consistent. */
  async function find(orderId: string): Promise<Payment | undefined> {
    const { Item } = await dynamodb.send(
      new GetCommand({ TableName: tableName, Key: keys.payment(orderId), ConsistentRead: true }),
    );
    return Item && z.parse(Payment, Item);
  }

  /** Writes a new payment. @returns false when the order has one already; nothing was written */
  async function add(payment: Payment): Promise<boolean> {
    return unlessRefused(
      new PutCommand({
        TableName: tableName,
        Item: { ...keys.payment(payment.orderId), ...payment },
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    );
  }

  /**
   * Stores which step waits for a payment that is still PENDING.
   * @returns false when it was settled meanwhile: nobody would answer this token, so its owner must
   */
  async function awaitSettlement(orderId: string, taskToken: string): Promise<boolean> {
    return unlessRefused(
      new UpdateCommand({
        TableName: tableName,
        Key: keys.payment(orderId),
        ConditionExpression: '#status = :pending',
        UpdateExpression: 'SET taskToken = :token',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':pending': 'PENDING', ':token': taskToken },
      }),
    );
  }

  /** Moves a payment on. @returns false when its status does not allow that; nothing was written */
  async function move(orderId: string, to: PaymentStatus, at: string): Promise<boolean> {
    const from = paymentStatusesBefore(to);
    if (from.length === 0) return false;
    return unlessRefused(
      new UpdateCommand({
        TableName: tableName,
        Key: keys.payment(orderId),
        ConditionExpression: `#status IN (${from.map((_, index) => `:from${index}`).join(', ')})`,
        UpdateExpression: 'SET #status = :to, history = list_append(history, :event)',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: {
          ...Object.fromEntries(from.map((status, index) => [`:from${index}`, status])),
          ':to': to,
          ':event': [{ at, status: to }],
        },
      }),
    );
  }

  /** Notes that a notification has been dealt with. */
  async function addNotification(orderId: string, eventId: string, at: Date): Promise<void> {
    await dynamodb.send(
      new PutCommand({
        TableName: tableName,
        Item: {
          ...keys.notification(orderId, eventId),
          at: at.toISOString(),
          expiresAt: Math.floor(at.getTime() / 1000) + notificationSeconds,
        },
      }),
    );
  }

  return { find, add, awaitSettlement, move, addNotification };
}

async function unlessRefused(command: PutCommand | UpdateCommand): Promise<boolean> {
  try {
    await (command instanceof PutCommand ? dynamodb.send(command) : dynamodb.send(command));
    return true;
  } catch (error) {
    if (isConditionFailure(error)) return false;
    throw error;
  }
}
