import { NoticeRequest } from '../orders/order-effects-queue.ts';
import { fromQueue } from '../runtime/queue.ts';
import { sendRequestedNotice } from './notify-customer.ts';

/**
 * Consumer of the queue of requested notices: sends each once over each channel, while it is still true of the order.
 */
export const handler = fromQueue(NoticeRequest, (request) => sendRequestedNotice(request));
