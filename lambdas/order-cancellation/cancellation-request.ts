import * as z from 'zod/mini';
import { cancellationReasons } from '../orders/cancellation.ts';
import { shortText } from '../orders/short-text.ts';

/** The body of `POST /orders/{orderId}/cancellation`. */
export const CancellationRequest = z
  .strictObject({
    reason: z.enum(cancellationReasons),
    text: z.optional(shortText(500)),
  })
  .check(
    z.refine(({ reason, text }) => reason !== 'OTHER' || text !== undefined, {
      error: 'OTHER needs a text',
      path: ['text'],
    }),
    z.meta({ not: { properties: { reason: { const: 'OTHER' }, text: false } } }),
  );
export type CancellationRequest = Readonly<z.output<typeof CancellationRequest>>;
