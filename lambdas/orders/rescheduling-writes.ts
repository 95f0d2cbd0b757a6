import { oneOf, tryWrite } from '../runtime/dynamodb-write.ts';
import { type ExpectedDelivery, isLateReason, type Rescheduling, reschedulingEntry } from './expected-delivery.ts';
import type { Order } from './order.ts';
import { orderKeys } from './order-keys.ts';
import { orderUpdates } from './order-updates.ts';

/** The writes by which an order is expected otherwise than before, each with its word in the timeline. */
export function reschedulingWrites(tableName: string) {
  const update = orderUpdates(tableName);

  /**
   * Says that a stored order is expected otherwise, as long as it stands as it was read: of one that has arrived or ended
   * meanwhile nothing is said any more, and of two who say it at once one is heard.
   * @returns false when it was overtaken; nothing was written
   */
  async function reschedule(from: Order, expected: ExpectedDelivery, why: Rescheduling): Promise<boolean> {
    return tryWrite(
      update(from.id, {
        set: {
          expected,
          reschedulings: [...(from.reschedulings ?? []), why],
          ...(isLateReason(why.reason) && orderKeys.troubled(from.id)),
        },
        append: { timeline: [reschedulingEntry(why)] },
        when: { version: from.version, status: from.status },
      }),
    );
  }

  /**
   * Notes that the customer of a late order waits for it all the same.
   * @returns false when the order stands otherwise than it was read; nothing was written
   */
  async function acceptDelay(from: Pick<Order, 'id' | 'version'>, at: string): Promise<boolean> {
    return tryWrite(
      update(from.id, {
        set: { waitsSince: at },
        append: { timeline: [{ at, event: 'DELAY_ACCEPTED' }] },
        when: { version: from.version, status: oneOf(['CONFIRMED', 'SHIPPED']) },
      }),
    );
  }

  return { reschedule, acceptDelay };
}
