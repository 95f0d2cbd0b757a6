import * as z from 'zod/mini';
import { onEvent } from '../runtime/on-event.ts';
import { findBottlenecks } from './find-bottlenecks.ts';

/** The schedule names none; an operator may. */
const Wanted = z.object({ day: z.optional(z.iso.date()) });

/** Every night: where the time of yesterday's customers went. */
export const handler = onEvent(async (event: unknown) => {
  const { steps: _, ...night } = await findBottlenecks(z.parse(Wanted, event).day);
  return night;
});
