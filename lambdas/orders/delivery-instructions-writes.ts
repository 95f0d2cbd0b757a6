import { absent, oneOf, type Put, type Update, writesTo } from '../runtime/dynamodb-write.ts';
import type { ChangedInstructions } from './delivery-instructions.ts';
import type { OrderId } from './order.ts';
import { orderKeys } from './order-keys.ts';
import { statusesAheadOf } from './order-status.ts';
import { orderUpdates } from './order-updates.ts';

/** The writes of other delivery instructions, for one transaction. */
export function deliveryInstructionsWrites(tableName: string) {
  const { put } = writesTo<ChangedInstructions>(tableName);
  const update = orderUpdates(tableName);

  /**
   * The writes that put instructions in the place of those that were read, and note who did, as long as something of
   * the stored order may still be shipped.
   */
  return function instructionsWrites(
    id: OrderId,
    seen: ChangedInstructions | undefined,
    changed: ChangedInstructions,
    by: string,
  ): [Update, Put] {
    return [
      update(id, {
        append: { timeline: [{ at: changed.at, event: 'DELIVERY_INSTRUCTIONS_CHANGED', detail: `by ${by}` }] },
        when: { status: oneOf(statusesAheadOf('SHIPPED')) },
      }),
      put({ ...orderKeys.deliveryInstructions(id), ...changed }, seen === undefined ? { pk: absent } : seen),
    ];
  };
}
