import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { OrderContent } from '../../lambdas/orders/order.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import type { Resend } from '../../lambdas/orders/resend.ts';
import { anOrderContent, anOrderId, anOrderItem, anOrderLine, noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const id = anOrderId();
const pk = `ORDER#${id}`;
const [second, third] = ['2026-12-01T12:00:00.000Z', '2026-12-02T12:00:00.000Z'];

let db: InMemoryDynamoDb;
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
});

describe('what stands beside an order', () => {
  it.each<[string, keyof Awaited<ReturnType<ReturnType<typeof orderTable>['find']>>, (at: string) => object]>([
    ['RESEND', 'resends', (at) => ({ at, event: 'order-confirmed', by: 'staff' })],
    ['SHIPMENT', 'shipments', (at) => ({ at, lines: [], requestHash: 'h' })],
    ['RETURN', 'returns', (at) => ({ at, by: 'staff', lines: [], restock: true, requestHash: 'h' })],
    [
      'CASE',
      'cases',
      (at) => ({
        ...{ kind: 'RETURN', state: 'REQUESTED', lines: [], remedy: 'REFUND', keeps: false, postage: 'SHOP' },
        ...{ version: 1, requestHash: 'h', history: [{ at, state: 'REQUESTED', by: 'customer' }] },
      }),
    ],
  ])('is found in the order of time, whatever it is called: %s', async (kind, part, made) => {
    await orderTable().addContent(anOrderContent());
    const times = { b: noon, d: second, a: third, c: '2026-12-03T12:00:00.000Z' };
    for (const [name, at] of Object.entries(times))
      db.put('orders', { pk, sk: `${kind}#${name}`, id: name, ...made(at) });

    expect((await orderTable().find(id))[part]).toMatchObject(Object.keys(times).map((name) => ({ id: name })));
  });

  it('makes a new version of what is known of it: each write of a notice, and each time that one is sent again', async () => {
    await orderTable().addContent(anOrderContent());
    db.put('orders', anOrderItem({ version: 5 }));
    const notice = { event: 'order-confirmed', state: 'SENT', at: noon };
    db.put('orders', { pk, sk: 'NOTICE#order-confirmed#email', channel: 'email', version: 2, ...notice });
    db.put('orders', { pk, sk: 'NOTICE#order-confirmed#sms', channel: 'sms', version: 4, ...notice });
    db.put('orders', { pk, sk: 'RESEND#r1', id: 'r1', event: 'order-confirmed', by: 'staff', at: noon });

    expect((await orderTable().find(id)).version).toBe(12);
  });
});

describe('a request to send a notice again', () => {
  const resend: Resend = { id: 'r1', event: 'order-confirmed', email: 'ada@new.example', by: 'Grace', at: noon };

  it('stands as it was made first, whoever repeats it', async () => {
    await orderTable().addContent(anOrderContent());

    expect(await orderTable().addResend(id, resend)).toEqual(resend);
    expect(await orderTable().addResend(id, { ...resend, by: 'Alan', at: second })).toEqual(resend);
    expect((await orderTable().find(id)).resends).toEqual([resend]);
  });
});

describe('the content of an order', () => {
  const lines = (count: number) => Array.from({ length: count }, () => anOrderLine());
  const namesOf = async (content: OrderContent, ownNumber?: string) => {
    const names: string[] = [];
    db.intercept = async ({ name }, commit) => {
      names.push(name);
      return commit();
    };
    await orderTable().addContent(content, ownNumber);
    return names;
  };

  it.each([
    [1, undefined, 'PutCommand'],
    [200, undefined, 'PutCommand'],
    [201, undefined, 'TransactWriteCommand'],
    [1, 'A-1042', 'TransactWriteCommand'],
  ])(
    'of %i lines, with a number of its storefront’s or without, is written at half the price where one item has it: %s',
    async (count, ownNumber, command) => {
      expect(await namesOf(anOrderContent({ lines: lines(count) }), ownNumber)).toEqual([command]);
    },
  );

  it('says whose it is in its first item alone, where that can be erased', async () => {
    await orderTable().addContent(anOrderContent({ lines: lines(401), customerId: 'ADA-1042' }));

    const further = [1, 2].map((index) => db.item('orders', pk, `CONTENT#00${index}`));
    expect(further.map((item) => Object.keys(item ?? {}).toSorted())).toEqual([
      ['lines', 'pk', 'sk'],
      ['lines', 'pk', 'sk'],
    ]);
    expect((await orderTable().find(id)).content?.customerId).toBe('ADA-1042');
  });

  it.each([
    ['ConditionalCheckFailed', 'is there already'],
    ['TransactionConflict', undefined],
    ['ProvisionedThroughputExceeded', undefined],
  ])(
    'is there already only where a condition says so, not where DynamoDB had no room for it: %s',
    async (Code, meaning) => {
      db.intercept = async () => {
        const reasons = [{ Code: 'None' }, { Code }];
        throw new TransactionCanceledException({ $metadata: {}, message: '', CancellationReasons: reasons });
      };
      const outcome = await orderTable()
        .addContent(anOrderContent({ lines: lines(201) }))
        .then(
          (isAdded) => (isAdded ? 'was added' : 'is there already'),
          () => undefined,
        );

      expect(outcome).toBe(meaning);
    },
  );

  it('was not written where nobody knows: who asked asks again', async () => {
    db.intercept = async () => {
      throw new Error('no answer');
    };

    await expect(orderTable().addContent(anOrderContent({ lines: lines(201) }))).rejects.toThrow('no answer');
  });
});
