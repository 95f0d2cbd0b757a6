import { fromQueue } from '../runtime/queue.ts';
import { TicketErrands } from './errand-queue.ts';
import { runErrands } from './run-errands.ts';

/** Consumer of the queue of tickets with something to send or to hand over. */
export const handler = fromQueue(TicketErrands, ({ ticketId }) => runErrands(ticketId));
