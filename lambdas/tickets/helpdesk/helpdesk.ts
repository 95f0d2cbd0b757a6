import type { Ticket, TicketMessage } from '../ticket.ts';

/** A helpdesk in which a shop's team works, in place of our own desk. */
export interface Helpdesk {
  /**
   * Hands a message over, and with the first one its ticket, once however often it is asked.
   * @returns the helpdesk's own id of the ticket
   * @throws Error worth another try
   */
  readonly handOver: (ticket: Ticket, message: TicketMessage) => Promise<string>;
}

/** The helpdesks that there are an adapter for. */
export const helpdesks = ['zendesk'] as const;
