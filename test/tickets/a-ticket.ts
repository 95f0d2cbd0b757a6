import type { Ticket } from '../../lambdas/tickets/ticket.ts';
import { noon } from '../builders.ts';

/** A ticket that waits for our answer since noon, in the stage of the tests. */
export function aTicket(ticket: Partial<Ticket> = {}): Ticket {
  return {
    id: '0f8b1c2e-5d53-5a5c-8f0e-1b2c3d4e5f60',
    version: 1,
    revision: 1,
    state: 'OPEN',
    category: 'DAMAGED',
    severity: 'NORMAL',
    subject: 'A cup is broken',
    channel: 'PAGE',
    locale: 'en',
    createdAt: noon,
    updatedAt: noon,
    sla: { left: 480, runningSince: noon },
    errands: [],
    ...ticket,
  };
}
