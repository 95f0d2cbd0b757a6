import type { Order, OrderEvent } from '../orders/order.ts';
import type { StepTime } from './step-times.ts';

/** The ways of an order as its timeline tells them: from which event to which, and what lies on it. */
export const timelineWays = {
  reserved: 'Accepted to reserved: queue, Reserve inventory',
  confirmed: 'Reserved to confirmed: Check payment, Confirm order',
} as const;

/**
 * How the time went by of an order whose execution keeps no history, an Express one (the high-volume mode): by its own
 * timeline, which knows when it was reserved and confirmed, and not what of that was waiting or trying again.
 * @returns undefined of one that has not come so far
 */
export function timelineTimes({
  createdAt,
  timeline,
}: Pick<Order, 'createdAt' | 'timeline'>): readonly StepTime[] | undefined {
  const atOf = (wanted: OrderEvent) => timeline.find(({ event }) => event === wanted)?.at;
  const [reserved, confirmed] = [atOf('INVENTORY_RESERVED'), atOf('ORDER_CONFIRMED')];
  if (reserved === undefined) return undefined;
  const way = (step: string, from: string, to: string): StepTime => ({
    ...{ step, waiting: 0, retrying: 0, errors: {} },
    running: Math.max(0, Date.parse(to) - Date.parse(from)),
  });
  return [
    way(timelineWays.reserved, createdAt, reserved),
    ...(confirmed === undefined ? [] : [way(timelineWays.confirmed, reserved, confirmed)]),
  ];
}
