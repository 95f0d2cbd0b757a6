import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { measureChanges } from '../monitoring/measure-changes.ts';
import { acceptedOrderItem, orderKeys, standingOrderItem } from '../orders/order-keys.ts';
import { onEvent } from '../runtime/on-event.ts';
import { eachChange } from '../runtime/stream.ts';
import { followAcceptances } from './follow-acceptances.ts';
import { followOrder } from './follow-order.ts';
import { changesAtOnce, isAmong } from './order-changes.ts';

/** Consumer of the stream of Orders: what follows from changes that nobody waits for, and what orders have come to. */
export const handler = onEvent(async ({ Records }: DynamoDBStreamEvent) => {
  const toldAtOnce = new Set(Records.filter(isToldAtOnce).map(orderOf));
  const accepted = new Set(Records.filter((record) => itemOf(record) === acceptedOrderItem).map(orderOf));
  const answer = await eachChange(Records, followedOrder, (name, changes) =>
    followOrder(orderKeys.orderIdIn(name), {
      // Of its notices the page of an order says nothing, and what came after has told it already.
      isOnItsPage: !toldAtOnce.has(name) && changes.some((change) => itemOf(change) === standingOrderItem),
    }),
  );
  await followAcceptances([...accepted].map(orderKeys.orderIdIn));
  await measureChanges(Records);
  return answer;
});

/** The order of a change whose events are recorded here: several of its items may have changed. */
function followedOrder(record: DynamoDBRecord): string | undefined {
  return isToldAtOnce(record) || itemOf(record) === acceptedOrderItem ? undefined : orderOf(record);
}

function isToldAtOnce(record: DynamoDBRecord): boolean {
  return isAmong(changesAtOnce, record);
}

function orderOf({ dynamodb }: DynamoDBRecord): string | undefined {
  return dynamodb?.Keys?.pk?.S;
}

function itemOf({ dynamodb }: DynamoDBRecord): string | undefined {
  return dynamodb?.Keys?.sk?.S;
}
