import { beforeEach, describe, expect, it } from 'vitest';
import { listAccepted, tablesToBringBack } from '../../bin/operations/restored-tables.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { anOrderContent, anOrderId, anOrderItem, noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

let db: InMemoryDynamoDb;
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
});

describe('the tables that are brought back', () => {
  it('are those of the outputs, the followed ones last, and no others', () => {
    const outputs = [
      'OrdersTable',
      'IntakeTable',
      'StockTable',
      'TicketsTable',
      'ApiUrl',
      'PaymentsTable',
      'AuditTable',
    ];
    expect(tablesToBringBack(Object.fromEntries(outputs.map((name) => [name, 'there'])))).toEqual([
      ...['AuditTable', 'TicketsTable'],
      ...['PaymentsTable', 'OrdersTable', 'StockTable'],
    ]);
  });
});

describe('the orders about which nothing had changed at the time of the backup', () => {
  const accepted = (number: number, createdAt: string) => {
    const id = anOrderId(number);
    db.put('orders', { pk: `ORDER#${id}`, sk: 'CONTENT#000', ...anOrderContent({ id, createdAt }) });
    return id;
  };

  it('are stored and listed once, so that their execution is begun; all others stay as they are', async () => {
    const now = new Date(noon);
    const [untouched, held, old] = [
      accepted(1, '2026-11-22T12:00:00.000Z'),
      accepted(2, '2026-11-22T12:00:00.000Z'),
      accepted(3, '2026-01-01T00:00:00.000Z'),
    ];
    db.put('orders', anOrderItem({ id: held, status: 'RESERVED' }));

    expect(await listAccepted(now)).toBe(1);
    expect(await listAccepted(now)).toBe(1);

    expect(db.item('orders', `ORDER#${untouched}`, 'ORDER')).toMatchObject({ status: 'PENDING', version: 1 });
    expect(db.item('orders', `ORDER#${held}`, 'ORDER')).toMatchObject({ status: 'RESERVED' });
    expect(db.item('orders', `ORDER#${old}`, 'ORDER')).toBeUndefined();
    expect(await orderTable().findOpenSince('9999')).toContain(untouched);
  });
});
