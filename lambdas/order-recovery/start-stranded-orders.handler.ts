import * as z from 'zod/mini';
import { onEvent } from '../runtime/on-event.ts';
import { startStrandedOrders } from './start-stranded-orders.ts';

/** What an operator calls it with, once the tables were restored somewhere else. */
const AfterRestore = z.object({ isRestored: z.boolean() });

/** Every minute: starts the orders whose request died before it could. */
export const handler = onEvent((event: unknown) =>
  startStrandedOrders(z.safeParse(AfterRestore, event).data?.isRestored),
);
