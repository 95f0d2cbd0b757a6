import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { dynamodb, isConditionFailure } from '../../../runtime/dynamodb.ts';
import { oneOf, present, tryWrite, type Update, writesTo } from '../../../runtime/dynamodb-write.ts';
import { environment } from '../../../runtime/environment.ts';
import { type PaymentStatus, paymentStatuses } from '../../payment-status.ts';

/** What the sandbox does with a payment; the payment token of the order chooses it. */
export const sandboxOutcomes = ['authorised', 'risky', 'delayed', 'declined', 'unanswered', 'flaky', 'down'] as const;
export type SandboxOutcome = (typeof sandboxOutcomes)[number];

/** A payment as the sandbox, in the role of the provider, keeps it. */
export const SandboxPayment = z.object({
  outcome: z.enum(sandboxOutcomes),
  status: z.enum(paymentStatuses),
  /** How often the sandbox was asked to authorise it. */
  attempts: z.int(),
  /** What was captured, where that is not all of it. */
  captured: z.optional(z.int()),
  /** Amounts given back, by refund id. */
  refunds: z.record(z.string(), z.int()),
});
export type SandboxPayment = Readonly<z.output<typeof SandboxPayment>>;

const paymentKey = (orderId: string) => ({ pk: `PAYMENT#${orderId}`, sk: 'PAYMENT' });
const keepSeconds = 30 * 24 * 60 * 60;

/**
 * The SandboxPayments table: the memory of the built-in sandbox provider; the only place that knows its keys and
 * expressions.
 */
export function sandboxPaymentTable(tableName = environment('SANDBOX_PAYMENTS_TABLE')) {
  const { put, update } = writesTo<SandboxPayment>(tableName);

  /** The sandbox's payment for an order, strongly consistent. */
  async function find(orderId: string): Promise<SandboxPayment | undefined> {
    const { Item } = await dynamodb.send(
      new GetCommand({ TableName: tableName, Key: paymentKey(orderId), ConsistentRead: true }),
    );
    return Item && z.parse(SandboxPayment, Item);
  }

  /** Creates a payment unless it is there; the outcome chosen first stays. @returns false when it is there */
  function add(orderId: string, payment: SandboxPayment): Promise<boolean> {
    const expiresAt = Math.floor(Date.now() / 1000) + keepSeconds;
    return tryWrite(put({ ...paymentKey(orderId), ...payment, expiresAt }, { pk: undefined }));
  }

  /** Chooses what the sandbox does with a payment from now on. @returns false when it has none for this order */
  function choose(orderId: string, outcome: SandboxOutcome): Promise<boolean> {
    return tryWrite(update(paymentKey(orderId), { set: { outcome }, when: { pk: present } }));
  }

  /** Counts one more attempt to authorise. */
  async function countAttempt(orderId: string): Promise<SandboxPayment> {
    return changed(update(paymentKey(orderId), { add: { attempts: 1 } }));
  }

  /**
   * Moves a payment from one of these statuses to another, or leaves it.
   * @param captured how much it takes by that, where it takes something
   * @returns the payment as it then stands, strongly consistent; undefined when there is none
   */
  async function move(
    orderId: string,
    from: readonly PaymentStatus[],
    to: PaymentStatus,
    captured?: number,
  ): Promise<SandboxPayment | undefined> {
    try {
      return await changed(
        update(paymentKey(orderId), { set: { status: to, captured }, when: { status: oneOf(from) } }),
      );
    } catch (error) {
      if (isConditionFailure(error)) return find(orderId);
      throw error;
    }
  }

  async function changed({ Update }: Update): Promise<SandboxPayment> {
    const { Attributes } = await dynamodb.send(new UpdateCommand({ ...Update, ReturnValues: 'ALL_NEW' }));
    return z.parse(SandboxPayment, Attributes);
  }

  /** Gives an amount back, once per refund id; the sandbox trusts its caller not to give back more than was taken. */
  async function refund(orderId: string, refundId: string, amount: number): Promise<void> {
    await dynamodb.send(
      new UpdateCommand({
        TableName: tableName,
        Key: paymentKey(orderId),
        ConditionExpression: '#status = :captured',
        UpdateExpression: 'SET refunds.#refund = :amount',
        ExpressionAttributeNames: { '#status': 'status', '#refund': refundId },
        ExpressionAttributeValues: { ':captured': 'CAPTURED', ':amount': amount },
      }),
    );
  }

  return { find, add, choose, countAttempt, move, refund };
}
