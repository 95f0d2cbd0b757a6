import * as z from 'zod/mini';
import { fromQueue } from '../../../runtime/queue.ts';
import { settleSandboxPayment } from './settle-sandbox-payment.ts';

/** Consumer of the sandbox's settlement queue; what fails is delivered again. */
export const handler = fromQueue(z.object({ orderId: z.uuid() }), ({ orderId }) => settleSandboxPayment(orderId));
