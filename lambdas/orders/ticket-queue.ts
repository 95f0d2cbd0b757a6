import * as z from 'zod/mini';
import { environment } from '../runtime/environment.ts';
import { queues } from '../runtime/sqs.ts';
import { OrderId } from './order.ts';

/** What happens to an order that somebody of the shop has to see to, with its customer, without being asked. */
export const ticketCauses = ['PARCEL_LOST'] as const;

/** A message that asks for a ticket about an order; `about` names what of it, a shipment for example. */
export const WantedTicket = z.object({ orderId: OrderId, cause: z.enum(ticketCauses), about: z.string() });
export type WantedTicket = Readonly<z.output<typeof WantedTicket>>;

/** Asks for a ticket: asking twice opens it once. */
export type RequestTicket = (wanted: WantedTicket) => Promise<void>;

export const requestTicket: RequestTicket = (wanted) => askTicketQueue(wanted);

/** Puts something to do about tickets into their queue: it is delivered until it succeeds, or alarms. */
export async function askTicketQueue(message: object): Promise<void> {
  await queues.sendMessage({ QueueUrl: environment('TICKET_QUEUE_URL'), MessageBody: JSON.stringify(message) });
}
