import { fromQueue } from '../runtime/queue.ts';
import { deliverDue } from './deliver-due.ts';
import { DeliveryRequest } from './webhook-queue.ts';

/** Consumer of the queue of webhooks: what is due at an endpoint. */
export const handler = fromQueue(DeliveryRequest, (endpoint) => deliverDue(endpoint));
