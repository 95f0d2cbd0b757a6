import * as z from 'zod/mini';
import { type DueOrder, dueNow } from '../orders/current-sale.ts';
import type { Order, OrderId } from '../orders/order.ts';
import { mostPaymentTries } from '../orders/payment-instruction.ts';

/*
 * An order is paid by one payment. Where its storefront wants that, a payment that comes to nothing leaves room for
 * another: a further try. The order says which try it is at; money that comes by a former one goes back.
 */

/**
 * The name of one try to pay, here and at its provider. A first one's is the order's id; those of others have the digit
 * of the UUID's version changed from 5 to 6, 7 or 8, so that a provider's number leads to order and try without a
 * look-up, is no longer than any of them takes, and so that all that is named after it differs by itself.
 */
export const PaymentId = z.uuid().brand<'PaymentId'>();
export type PaymentId = z.output<typeof PaymentId>;

/** Which of an order's tries to pay: the first, where it is not said. */
export interface PaymentTry {
  readonly orderId: string;
  readonly tryNumber?: number | undefined;
}

const versionAt = 14;
const versionOfOrderIds = 5;

/** The name of a try. */
export function paymentIdOf({ orderId, tryNumber = 1 }: PaymentTry): PaymentId {
  return (tryNumber === 1 ? orderId : withVersion(orderId, versionOfOrderIds + tryNumber - 1)) as PaymentId;
}

/** Which try has this name, if it is one that a try of ours can have. */
export function tryOf(paymentId: PaymentId): { readonly orderId: OrderId; readonly tryNumber: number } {
  return { orderId: orderIdIn(paymentId) as OrderId, tryNumber: 1 + furtherIn(paymentId) };
}

/** The id of the order that a try of this name pays for. */
export function orderIdIn(paymentId: string): string {
  return furtherIn(paymentId) > 0 ? withVersion(paymentId, versionOfOrderIds) : paymentId;
}

/** How many tries there were before the one of this name. */
function furtherIn(paymentId: string): number {
  const further = Number(paymentId[versionAt]) - versionOfOrderIds;
  return further > 0 && further < mostPaymentTries ? further : 0;
}

function withVersion(uuid: string, version: number): string {
  return `${uuid.slice(0, versionAt)}${version}${uuid.slice(versionAt + 1)}`;
}

/** What of an order says which try to pay it is at. */
export type TriedOrder = Pick<Order, 'id' | 'furtherTries'>;

/** Which try to pay the order is at. */
export function currentTry({ furtherTries = [] }: Pick<Order, 'furtherTries'>): number {
  return 1 + furtherTries.length;
}

/** The name of the try to pay that the order is at. */
export function currentPaymentId(order: TriedOrder): PaymentId {
  return paymentIdOf({ orderId: order.id, tryNumber: currentTry(order) });
}

/** How often the customer may still try to pay in another way. */
export function triesLeft(order: Pick<Order, 'paymentTries' | 'furtherTries'>): number {
  return Math.max(0, (order.paymentTries ?? 1) - currentTry(order));
}

/**
 * True while a payment that comes to nothing does not end the order, and another is wanted: its stock is held, tries are
 * left, and something is due.
 */
export function mayTryAgain(order: DueOrder & Pick<Order, 'status' | 'paymentTries' | 'furtherTries'>): boolean {
  return order.status === 'RESERVED' && triesLeft(order) > 0 && dueNow(order) > 0;
}
