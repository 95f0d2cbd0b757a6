import { FollowUp } from '../orders/follow-up-queues.ts';
import { fromQueue } from '../runtime/queue.ts';
import { followUp } from './follow-up.ts';

/** Consumer of the follow-up queue: stock and money of an order in line with its status. */
export const handler = fromQueue(FollowUp, ({ orderId, since }) => followUp(orderId, since));
