import * as z from 'zod/mini';
import type { OrderContent } from './order.ts';
import { shortText } from './short-text.ts';

/** What the carrier should know, as a customer says it. */
export const GivenDeliveryInstructions = shortText(500);

/**
 * What the carrier should know, where that was changed since the order was placed; empty where it was taken away. It may
 * be a door's code or a neighbour's name: it stands by itself, not among what steps and events read of an order.
 */
export const ChangedInstructions = z.object({
  text: z.string(),
  /** ISO 8601 UTC. */
  at: z.string(),
});
export type ChangedInstructions = Readonly<z.output<typeof ChangedInstructions>>;

/** An order as far as its delivery instructions go. */
interface Instructed {
  readonly content?: Pick<OrderContent, 'deliveryInstructions'> | undefined;
  readonly changedInstructions?: ChangedInstructions | undefined;
}

/** What the carrier should know of an order now, if anything. */
export function deliveryInstructionsOf({ content, changedInstructions }: Instructed): string | undefined {
  return (changedInstructions?.text ?? content?.deliveryInstructions) || undefined;
}
