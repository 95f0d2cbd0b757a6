import { describe, expect, it } from 'vitest';
import { listDeliveries } from '../../lambdas/order-events/list-deliveries.ts';
import { listFailures } from '../../lambdas/order-failures/list-failures.ts';
import { listCases } from '../../lambdas/order-return-cases/list-cases.ts';
import { listOrders } from '../../lambdas/order-tracking/list-orders.ts';
import { cursorOf } from '../../lambdas/runtime/cursor.ts';
import { listTickets } from '../../lambdas/tickets/list-tickets.ts';
import { anOrderId } from '../builders.ts';

/** Whatever of a table is asked for finds nothing. */
const nothing = new Proxy({}, { get: () => async () => ({ orders: [], cases: [], failures: [] }) }) as never;
const caller = { client: 'north-lane', subject: '-', name: '-', scopes: [], roles: [] };
const inState = { state: 'OPEN', orderId: undefined, limit: 2 } as const;

const lists: readonly (readonly [string, (cursor: string) => Promise<unknown>])[] = [
  ['orders', (cursor) => listOrders(caller, { customerId: 'c', limit: 2, cursor }, { orders: nothing })],
  ['deliveries', (cursor) => listDeliveries('endpoint', 2, cursor, nothing)],
  ['tickets', (cursor) => listTickets({ ...inState, cursor }, { tickets: nothing } as never)],
  ['return cases', (cursor) => listCases('REQUESTED', 2, cursor, { worklist: nothing })],
  ['failed orders', (cursor) => listFailures('group', 2, cursor, { failures: nothing })],
];
/** No key can be empty, or so long: DynamoDB would refuse the query. */
const ends = ['', 'x'.repeat(1_025), 'ü', 1, null, {}];
const forms = ends.flatMap((end) => [
  end,
  { sk: end },
  { failedAt: end, id: anOrderId() },
  { partition: 0, last: { sort: end, id: anOrderId() } },
]);

describe('a cursor', () => {
  it.each(lists)('of %s that no page gave is refused', async (_of, list) => {
    for (const cursor of ['', '~', '~~~', ...forms.map(cursorOf)]) {
      await expect(list(cursor), cursor.slice(0, 40)).rejects.toMatchObject({
        kind: 'malformed-request',
        errors: [{ parameter: 'cursor' }],
      });
    }
  });
});
