import * as z from 'zod/mini';
import { onEvent } from '../runtime/on-event.ts';
import { countCauses } from './count-causes.ts';

/** The schedule names none; an operator may. */
const Wanted = z.object({ day: z.optional(z.iso.date()) });

/** Every night: why orders did not go well. */
export const handler = onEvent(async (event: unknown) => countCauses(z.parse(Wanted, event).day));
