import type { Order } from '../orders/order.ts';
import { isOpen } from '../orders/order-status.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { keptFor } from '../runtime/kept-for.ts';
import { logger } from '../runtime/logger.ts';
import { type ConfirmationTimes, foreseeTime } from './confirmation-times.ts';
import { foresightTable } from './foresight-table.ts';
import { paidBy } from './paid-by.ts';

/** By when an order will be confirmed, as most are, and how often that was so. */
export interface ExpectedConfirmation {
  /** ISO 8601 UTC. */
  readonly by: string;
  /** In how many of 100 orders lately it was so, with the first time that is said of an order. */
  readonly kept: number;
}

/** What foreseeing touches. */
export interface ExpectedByPorts {
  readonly times: () => Promise<ConfirmationTimes | undefined>;
  /** How many orders were confirmed in the last ten minutes, as far as anybody has looked lately. */
  readonly load: () => Promise<number | undefined>;
  readonly clock: Clock;
}

const keptMilliseconds = 5 * 60_000;
/** Who has looked longer ago does not know how busy it is. */
const lateMilliseconds = 20 * 60_000;

let looking: ExpectedByPorts | undefined;
const production = () => {
  looking ??= lookingSeldom();
  return looking;
};

/**
 * By when an order will be confirmed: 90 of 100 such orders are. Once that has passed, when 99 of them are; and nothing
 * once that has passed, where too little is known, or what is foreseen cannot be read: nobody waits for it. It changes
 * no more often than that, so that who has the answer has it.
 */
export async function expectedConfirmation(
  order: Pick<Order, 'status' | 'failedAt' | 'createdAt' | 'payment'>,
  { times, load, clock }: ExpectedByPorts = production(),
): Promise<ExpectedConfirmation | undefined> {
  if (!isOpen(order.status) || order.failedAt !== undefined) return undefined;
  try {
    const [found, lately] = await Promise.all([times(), load()]);
    if (found === undefined || found.checked.orders === 0) return undefined;
    const accepted = Date.parse(order.createdAt);
    const circumstances = { provider: paidBy(order), hour: new Date(accepted).getUTCHours(), load: lately };
    const { p90, p99 } = foreseeTime(found, circumstances);
    const by = [p90, p99].map((took) => accepted + took).find((at) => at > clock().getTime());
    if (by === undefined) return undefined;
    const kept = Math.round((100 * found.checked.within) / found.checked.orders);
    return { by: new Date(by).toISOString(), kept };
  } catch (error) {
    logger.warn('nothing foreseen', error as Error);
    return undefined;
  }
}

function lookingSeldom(): ExpectedByPorts {
  const foresight = foresightTable();
  return {
    times: keptFor(keptMilliseconds, () => foresight.findTimes()),
    load: keptFor(keptMilliseconds, async () => {
      const found = await foresight.findWarnings();
      const isLate = found === undefined || Date.parse(found.at) < Date.now() - lateMilliseconds;
      return isLate ? undefined : found.load;
    }),
    clock: systemClock,
  };
}
