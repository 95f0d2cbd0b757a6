import * as z from 'zod/mini';
import { fromQueue } from '../../../runtime/queue.ts';
import { settleSandboxPayment } from './settle-sandbox-payment.ts';

const Message = z.object({ orderId: z.uuid() });

/** Consumer of the sandbox's settlement queue; what fails is delivered again. */
export const handler = fromQueue(Message, ({ orderId }) => settleSandboxPayment(orderId));
