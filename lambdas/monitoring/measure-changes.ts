import type { DynamoDBRecord } from 'aws-lambda';
import { standingOrderItem } from '../orders/order-keys.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { logger } from '../runtime/logger.ts';
import { type ChangedItem, measureOrders } from './measure-orders.ts';

/** What measuring changes touches. */
export interface MeasureChangesPorts {
  readonly measureOrders: (changed: readonly ChangedItem[]) => Promise<void>;
  readonly clock: Clock;
}

const production = (): MeasureChangesPorts => ({
  measureOrders: (changed) => measureOrders(changed),
  clock: systemClock,
});

/** Figures are not worth holding up for longer those that come after them. */
const worthMilliseconds = 15 * 60 * 1000;

/**
 * Measures what changes of the Orders table come to. No answer is stored as a new item, and a notice is written when it
 * begins: only items that were there are looked at.
 * @throws Error when nothing was measured; worth a retry, for a quarter of an hour. After that it is left
 */
export async function measureChanges(
  records: readonly DynamoDBRecord[],
  { measureOrders, clock }: MeasureChangesPorts = production(),
): Promise<void> {
  const changed = records.flatMap(({ eventName, dynamodb }) => {
    const { pk, sk } = dynamodb?.Keys ?? {};
    if (eventName !== 'MODIFY' || pk?.S === undefined || sk?.S === undefined || !isMeasured(sk.S)) return [];
    return [{ pk: pk.S, sk: sk.S, at: (dynamodb?.ApproximateCreationDateTime ?? 0) * 1000 }];
  });
  if (changed.length === 0) return;
  try {
    await measureOrders(changed);
  } catch (error) {
    const oldest = Math.min(...changed.map(({ at }) => at));
    if (clock().getTime() - oldest < worthMilliseconds) throw error;
    logger.error('orders are not measured', { orders: changed.length, error: error as Error });
  }
}

function isMeasured(item: string): boolean {
  return item === standingOrderItem || item.startsWith('NOTICE#');
}
