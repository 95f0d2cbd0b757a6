import type { DynamoDBRecord } from 'aws-lambda';
import { acceptedOrderItem, orderKeys } from '../orders/order-keys.ts';
import { fromStream } from '../runtime/stream.ts';
import { followAcceptance, followOrder } from './follow-order.ts';

/** Of its notices, the page of an order says nothing. */
const isOnItsPage = ({ dynamodb }: DynamoDBRecord) => !/^(?:NOTICE|RESEND)#/.test(dynamodb?.Keys?.sk?.S ?? '');

/** Of its shipments, carriers have to hear, and who looks after deliveries. */
const isOfShipment = ({ dynamodb }: DynamoDBRecord) => dynamodb?.Keys?.sk?.S?.startsWith('SHIPMENT#') ?? false;

/** Consumer of the streams of Orders and Payments: what follows from a change of an order. */
export const handler = fromStream(
  ({ dynamodb }) => {
    const { pk, sk } = dynamodb?.Keys ?? {};
    // By the order, since several of its items may have changed; its acceptance by itself.
    return pk?.S && (sk?.S === acceptedOrderItem ? `${accepted}${pk.S}` : pk.S);
  },
  (name, changes) =>
    name.startsWith(accepted)
      ? followAcceptance(orderKeys.orderIdIn(name.slice(accepted.length)))
      : followOrder(orderKeys.orderIdIn(name), {
          isOnItsPage: changes.some(isOnItsPage),
          isOfShipment: changes.some(isOfShipment),
        }),
);

const accepted = 'accepted ';
