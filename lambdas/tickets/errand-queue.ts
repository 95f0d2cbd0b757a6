import * as z from 'zod/mini';
import { askTicketQueue } from '../orders/ticket-queue.ts';

/** A message that asks to run the errands of a ticket: to send its answers, to hand it over to the helpdesk. */
export const TicketErrands = z.object({ ticketId: z.string() });

/** Asks to run the errands of a ticket; asking twice runs each once. */
export async function requestErrands(ticketId: string): Promise<void> {
  await askTicketQueue({ ticketId });
}
