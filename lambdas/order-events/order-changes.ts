import type { DynamoDBRecord } from 'aws-lambda';
import { acceptedOrderItem, standingOrderItem } from '../orders/order-keys.ts';

/** Changes of a table: of the items whose sort keys begin so, how they changed. What is deleted is forgotten, not changed. */
export interface Changes {
  readonly items: readonly string[];
  readonly how: readonly ('INSERT' | 'MODIFY')[];
}

const any = ['INSERT', 'MODIFY'] as const;

/**
 * The changes of the Orders table that somebody waits for. That an order is stored is none: it is with its first
 * change, which another follows that decides something. What else there is of an order is written with one of these, or
 * ahead of its first change; of shipments too, but so the few changes are known of which carriers have to hear.
 */
export const changesAtOnce = [
  { items: [standingOrderItem], how: ['MODIFY'] },
  { items: ['SHIPMENT#'], how: any },
] as const satisfies readonly Changes[];

/** The changes of the Orders table that are followed some seconds of them at a time, and those that are measured. */
export const changesInBulk = [
  { items: [acceptedOrderItem, standingOrderItem, 'NOTICE#', 'RESEND#'], how: any },
] as const satisfies readonly Changes[];

/** The changes of the Payments table that are told of. */
export const paymentChanges = [{ items: ['PAYMENT'], how: any }] as const satisfies readonly Changes[];

/** Whether a record of a stream is one of these changes: what the filter of a mapping asks. */
export function isAmong(changes: readonly Changes[], { eventName, dynamodb }: DynamoDBRecord): boolean {
  const item = dynamodb?.Keys?.sk?.S ?? '';
  return changes.some(
    ({ items, how }) => how.some((kind) => kind === eventName) && items.some((begin) => item.startsWith(begin)),
  );
}
