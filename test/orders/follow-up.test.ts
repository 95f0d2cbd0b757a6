import { beforeEach, describe, expect, it } from 'vitest';
import { followUp } from '../../lambdas/orders/follow-up.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { anOrder, anOrderId } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const id = anOrderId();

let db: InMemoryDynamoDb;
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
});

describe('following up an order', () => {
  it.each([
    ['PENDING', ['align']],
    ['RESERVED', ['align']],
    ['CONFIRMED', ['align']],
    ['SHIPPED', ['issue', 'align']],
    ['REJECTED', ['release', 'align']],
    ['CANCELLED', ['release', 'align']],
  ] as const)('that is %s does %j', async (status, expected) => {
    db.put('orders', { pk: `ORDER#${id}`, sk: 'ORDER', ...anOrder({ status }) });
    const done: string[] = [];
    const note = (what: string) => async () => {
      done.push(what);
    };

    await followUp(id, {
      orders: orderTable(),
      releaseInventory: note('release'),
      issueInventory: note('issue'),
      alignPayment: note('align'),
    });

    expect(done).toEqual(expected);
  });

  it('that is not there is a fault', async () => {
    await expect(followUp(id)).rejects.toMatchObject({ name: 'OrderNotFound' });
  });
});
