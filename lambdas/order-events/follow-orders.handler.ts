import type { DynamoDBRecord } from 'aws-lambda';
import { orderKeys } from '../orders/order-keys.ts';
import { fromStream } from '../runtime/stream.ts';
import { followOrder } from './follow-order.ts';
import { followShipments } from './follow-shipments.ts';

/** Of its shipments, carriers have to hear, and who looks after deliveries. */
const isOfShipment = ({ dynamodb }: DynamoDBRecord) => dynamodb?.Keys?.sk?.S?.startsWith('SHIPMENT#') ?? false;

/** Consumer of the streams of Orders and Payments: what follows at once from a change of an order. */
export const handler = fromStream(
  // By the order, since several of its items may have changed.
  ({ dynamodb }) => dynamodb?.Keys?.pk?.S,
  (name, changes) =>
    followOrder(orderKeys.orderIdIn(name), {
      isOnItsPage: true,
      also: changes.some(isOfShipment) ? followShipments : undefined,
    }),
);
