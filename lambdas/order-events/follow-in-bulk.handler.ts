import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { measureChanges } from '../monitoring/measure-changes.ts';
import { acceptedOrderItem, orderKeys } from '../orders/order-keys.ts';
import { onEvent } from '../runtime/on-event.ts';
import { eachChange } from '../runtime/stream.ts';
import { followAcceptance } from './follow-acceptance.ts';
import { followOrder } from './follow-order.ts';
import { standingOrderItem } from './order-changes.ts';

/** Consumer of the stream of Orders: what follows from changes that nobody waits for, and what orders have come to. */
export const handler = onEvent(async ({ Records }: DynamoDBStreamEvent) => {
  const toldAtOnce = new Set(Records.filter(isToldAtOnce).map(orderOf));
  const answer = await eachChange(Records, nameOf, (name, changes) =>
    name.startsWith(accepted)
      ? followAcceptance(orderKeys.orderIdIn(name.slice(accepted.length)))
      : followOrder(orderKeys.orderIdIn(name), {
          // Of its notices the page of an order says nothing, and what came after has told it already.
          isOnItsPage: !toldAtOnce.has(name) && changes.some((change) => itemOf(change) === standingOrderItem),
        }),
  );
  await measureChanges(Records);
  return answer;
});

const accepted = 'accepted ';

/** By the order, since several of its items may have changed; its acceptance by itself. */
function nameOf(record: DynamoDBRecord): string | undefined {
  if (isToldAtOnce(record)) return undefined;
  const order = orderOf(record);
  return order && (itemOf(record) === acceptedOrderItem ? `${accepted}${order}` : order);
}

function isToldAtOnce(record: DynamoDBRecord): boolean {
  return record.eventName === 'MODIFY' && itemOf(record) === standingOrderItem;
}

function orderOf({ dynamodb }: DynamoDBRecord): string | undefined {
  return dynamodb?.Keys?.pk?.S;
}

function itemOf({ dynamodb }: DynamoDBRecord): string | undefined {
  return dynamodb?.Keys?.sk?.S;
}
