import type { DynamoDBStreamEvent } from 'aws-lambda';
import { onEvent } from '../runtime/on-event.ts';
import { measureOrders } from './measure-orders.ts';

/** Consumer of the stream of Orders: what orders have come to, and how soon. */
export const handler = onEvent(async ({ Records }: DynamoDBStreamEvent) =>
  measureOrders(
    Records.flatMap(({ dynamodb }) => {
      const { pk, sk } = dynamodb?.Keys ?? {};
      const at = (dynamodb?.ApproximateCreationDateTime ?? 0) * 1000;
      return pk?.S === undefined || sk?.S === undefined ? [] : [{ pk: pk.S, sk: sk.S, at }];
    }),
  ),
);
