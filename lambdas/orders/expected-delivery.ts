import * as z from 'zod/mini';

/**
 * When an order is to leave the warehouse and to arrive, as it is promised: calendar days, ISO 8601. The day of shipping
 * ends in this time zone, that of the warehouse; those of delivery are the customer's.
 */
export const ExpectedDelivery = z.object({
  shipBy: z.string(),
  deliverFrom: z.string(),
  deliverBy: z.string(),
  warehouseZone: z.string(),
});
export type ExpectedDelivery = Readonly<z.output<typeof ExpectedDelivery>>;

/**
 * Why an order comes later than it was promised, as the clock finds it, the plainest first:
 * - WAREHOUSE_CLOSED: its warehouse is closed, as operators have said
 * - NOT_SHIPPED: it has not left by the day by which it was to
 * - EXCEPTION: its carrier says that something holds it up
 * - NO_FIRST_SCAN: it has left, and its carrier has not seen it
 * - NO_NEWS: its carrier has said nothing of it for days
 * - PREDICTED_LATE: by what its carrier says, or by how long its way takes, it comes later
 */
export const lateReasons = [
  'WAREHOUSE_CLOSED',
  'NOT_SHIPPED',
  'EXCEPTION',
  'NO_FIRST_SCAN',
  'NO_NEWS',
  'PREDICTED_LATE',
] as const;
export type LateReason = (typeof lateReasons)[number];

/** Whether a reason is one that the clock finds. */
export function isLateReason(reason: string): reason is LateReason {
  return (lateReasons as readonly string[]).includes(reason);
}

/** Why an order is expected otherwise: it is late, stock is still to come or has come, or the shop says so. */
export const rescheduleReasons = [...lateReasons, 'BACKORDER', 'STOCK_ARRIVED', 'SHOP'] as const;
export type RescheduleReason = (typeof rescheduleReasons)[number];

/** That an order was expected otherwise from a moment on (ISO 8601 UTC): why, by which day then, and by which before. */
export const Rescheduling = z.object({
  at: z.string(),
  reason: z.enum(rescheduleReasons),
  deliverBy: z.string(),
  formerly: z.string(),
});
export type Rescheduling = Readonly<z.output<typeof Rescheduling>>;

/** What of an order says when it is expected, where that is no longer as it was accepted. */
export const DeliveryPromise = z.object({
  expected: z.optional(ExpectedDelivery),
  /** How that changed, in the order of time. */
  reschedulings: z.optional(z.array(Rescheduling)),
  /** When its customer has last said that they wait for it all the same, ISO 8601 UTC. */
  waitsSince: z.optional(z.string()),
});

/** When an order is expected now; undefined where nothing was promised, as of an order of before 0.3. */
export function expectedDelivery(
  order: { readonly expected?: ExpectedDelivery | undefined } | undefined,
  content: { readonly expected?: ExpectedDelivery | undefined },
): ExpectedDelivery | undefined {
  return order?.expected ?? content.expected;
}

/** What a timeline says of a change. */
export function reschedulingEntry({ at, reason, formerly, deliverBy }: Rescheduling) {
  return { at, event: 'DELIVERY_RESCHEDULED', detail: `${reason} ${formerly} to ${deliverBy}` } as const;
}

/** Whether people of the shop have said so, who may say another day later; not what the order's way has shown. */
export function isSaidByPeople(reason: RescheduleReason): boolean {
  return reason === 'SHOP' || reason === 'WAREHOUSE_CLOSED';
}

/** Which of an order's changes a notice is about: one for each reason, and for each day that people of the shop say. */
export function aboutRescheduling({ reason, deliverBy }: Pick<Rescheduling, 'reason' | 'deliverBy'>): string {
  return isSaidByPeople(reason) ? `${reason}-${deliverBy}` : reason;
}
