import * as z from 'zod/mini';

/** When an order will arrive, as it is foreseen: days of the calendar, ISO 8601, which is no promise. */
export const Arrival = z.object({ earliestDay: z.string(), latestDay: z.string() });
export type Arrival = Readonly<z.output<typeof Arrival>>;
