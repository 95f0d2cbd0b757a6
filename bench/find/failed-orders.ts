import { type Failure, groupOf } from '../../lambdas/order-failures/failure.ts';
import { failureTable } from '../../lambdas/order-failures/failure-table.ts';
import { listFailureGroups, listFailures } from '../../lambdas/order-failures/list-failures.ts';
import { orderIdOf, orderNumberFor } from '../../lambdas/orders/order-id.ts';
import { indexShardOf } from '../../lambdas/orders/order-keys.ts';
import { writtenOrderNumber } from '../../lambdas/orders/order-number.ts';
import { batchWrite } from '../../lambdas/runtime/batch-write.ts';
import { batchesOf } from '../../lambdas/runtime/batches.ts';
import { eachOf } from '../../lambdas/runtime/each-of.ts';
import { type Searched, timed } from './shop.ts';

const failures = [
  ['Check payment', 'PaymentProviderUnavailable', 'stripe answers 503'],
  ['Reserve inventory', 'AccessDeniedException', 'is not authorized to perform: dynamodb:TransactWriteItems'],
  ['Notify customer', 'TypeError', "Cannot read properties of undefined (reading 'locale')"],
] as const;

const itemsAtOnce = 100;

function failureOf(index: number, now: Date): Failure {
  const number = orderNumberFor({ storefront: 'bench', idempotencyKey: `failed-${index}` });
  const orderId = orderIdOf(number);
  const [step, error, cause] = failures[index % failures.length] ?? failures[0];
  return {
    ...{ orderId, number: writtenOrderNumber(number), storefront: 'bench', orderStatus: 'RESERVED' },
    ...{ status: 'FAILED', step, error, cause, group: groupOf({ step, error, cause }) },
    failedAt: new Date(now.getTime() - index * 500).toISOString(),
    ...{ currency: 'GBP', total: 1530, unitsHeld: 6, holdEndsAt: new Date(now.getTime() + 3_600_000).toISOString() },
    executionArn: `arn:aws:states:eu-west-1:111122223333:execution:order-confirmation-prod:${orderId}`,
  };
}

/** Puts so many failed orders into the table, of three causes. */
export async function fillFailures(orders: number, tableName: string, now: Date): Promise<void> {
  const items = Array.from({ length: orders }, (_, index) => failureOf(index, now)).map((failure) => ({
    ...{ pk: `FAILED#${indexShardOf(failure.orderId)}`, sk: `ORDER#${failure.orderId}` },
    ...failure,
  }));
  const puts = items.map((Item) => ({ PutRequest: { Item } }));
  await eachOf(batchesOf(puts, itemsAtOnce), 8, (some) => batchWrite(tableName, some));
}

/** What the desk's screen of failed orders asks for. */
export const lists: Readonly<Record<string, () => Promise<Searched>>> = {
  'all failed orders, by what failed': () => timed(() => listFailureGroups({ failures: failureTable() })),
  'a page of a group of them': () =>
    timed(() => listFailures(failureOf(0, new Date()).group, 200, undefined, { failures: failureTable() })),
};
