import type { Order } from './order.ts';

/** A hold that ends within so many minutes is about to end: on the desk, and on the dashboard. */
export const endsSoonMinutes = 15;

/**
 * When an order without an answer is rejected at the latest: its hold is over then. One that has not come so far as to
 * hold anything for a while may take as long as a hold, from its acceptance on.
 */
export function endOfHold({ holdExpiresAt, createdAt }: Order, holdSeconds: number): Date {
  return holdExpiresAt === undefined ? new Date(Date.parse(createdAt) + holdSeconds * 1000) : new Date(holdExpiresAt);
}
