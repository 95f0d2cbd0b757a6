import * as z from 'zod/mini';
import type { Role } from '../access/roles.ts';
import { environment } from '../runtime/environment.ts';

/**
 * How much a person gives back without asking somebody: of one order, on one day, and how often on one day. Amounts in
 * the minor unit of the currency, each currency by itself.
 */
const RefundLimit = z.object({ perOrder: z.int(), perDay: z.int(), refundsPerDay: z.int() });
export type RefundLimit = Readonly<z.output<typeof RefundLimit>>;

/** The limit of each role; who has none of these gives nothing back without asking. */
export type RefundLimits = Readonly<Partial<Record<Role, RefundLimit>>>;

/** The limit of somebody in these roles: of several the highest. */
export function limitOf(roles: readonly Role[], limits: RefundLimits): RefundLimit {
  const highest = (of: keyof RefundLimit) => Math.max(0, ...roles.map((role) => limits[role]?.[of] ?? 0));
  return { perOrder: highest('perOrder'), perDay: highest('perDay'), refundsPerDay: highest('refundsPerDay') };
}

/** The limits that the stage has. */
export function stageLimits(): RefundLimits {
  return z.parse(z.record(z.string(), RefundLimit), JSON.parse(environment('REFUND_LIMITS'))) as RefundLimits;
}
