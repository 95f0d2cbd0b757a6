import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, inject } from 'vitest';
import type { OrderId } from '../../lambdas/orders/order.ts';
import { orderIdOf, orderNumberFor } from '../../lambdas/orders/order-id.ts';
import { awsClientSettings } from '../../lambdas/runtime/aws-client-settings.ts';
import { isContention } from '../../lambdas/runtime/contention.ts';
import { dynamodb, type TransactionItem, transact } from '../../lambdas/runtime/dynamodb.ts';
import { type TableName, tableNames } from '../../lib/tables.ts';
import { inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';

const endpoints = { 'the store in memory': 'memory', ...inject('dynamodbs') } as const;

/** A DynamoDB that the tables are tested on. */
export type DynamoDb = keyof typeof endpoints;

/** How many items a page of the store in memory has: so that every list has several. */
const pageSize = 25;

/**
 * Runs the same tests on every DynamoDB, each with empty tables of the service. What they find there they must find on
 * all. Where DynamoDB Local cannot be had, its tests are skipped; the set-up has said why.
 *
 * @example
 * onEveryDynamoDb((tables) => {
 *   it('finds a payment', async () => { … paymentTable(tables.payments) … });
 * });
 */
export function onEveryDynamoDb(tests: (tables: Readonly<Record<TableName, string>>, on: DynamoDb) => void): void {
  for (const on of Object.keys(endpoints) as DynamoDb[]) {
    const endpoint = endpoints[on];
    const run = randomUUID().slice(0, 8);
    const tables = Object.fromEntries(tableNames.map((name) => [name, `${name}-${run}`])) as Record<TableName, string>;
    describe.skipIf(endpoint === undefined)(`on ${on}`, () => {
      beforeAll(async () => {
        if (endpoint === 'memory') inMemoryDynamoDb().pageSize = pageSize;
        else await connect(endpoint, tables);
      });
      tests(tables, on);
    });
  }
}

/**
 * Lets the service's client talk to an endpoint, with the settings that it has everywhere, and makes the tables there.
 */
async function connect(endpoint: string | undefined, tables: Readonly<Record<TableName, string>>): Promise<void> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new DynamoDBClient({
    ...awsClientSettings,
    endpoint: `${endpoint}`,
    region: 'eu-west-1',
    credentials,
  });
  const documents = DynamoDBDocumentClient.from(client, dynamodb.config.translateConfig);
  Object.assign(dynamodb, { send: documents.send.bind(documents) });
  const definitions = inject('tableDefinitions');
  await Promise.all(
    tableNames.map((name) => client.send(new CreateTableCommand({ TableName: tables[name], ...definitions[name] }))),
  );
}

/** The id of an order that no other test knows. */
export function aNewOrderId(): OrderId {
  return orderIdOf(orderNumberFor({ storefront: 'tables', idempotencyKey: randomUUID() }));
}

/** A SKU that no other test knows. */
export function aNewSku(): string {
  return randomUUID().slice(0, 13);
}

/** Commits writes, again and again while they only meet others on their way. @returns what was refused, or nothing */
export async function commit(items: TransactionItem[]): ReturnType<typeof transact> {
  return again(
    () => transact(items),
    (refusals) => refusals?.every(({ kind }) => kind !== 'condition') ?? false,
  );
}

/** Makes a call, again and again while it only meets others on its way. */
export async function again<Value>(call: () => Promise<Value>, met: (value: Value) => boolean = () => false) {
  for (;;) {
    try {
      const value = await call();
      if (!met(value)) return value;
    } catch (error) {
      if (!isContention(error)) throw error;
    }
  }
}

/** Everything that a generator gives. */
export async function listOf<Value>(generator: AsyncGenerator<Value>): Promise<Value[]> {
  const values: Value[] = [];
  for await (const value of generator) values.push(value);
  return values;
}

/** Makes so many calls at once. */
export function atOnce<Value>(count: number, call: (index: number) => Promise<Value>): Promise<Value[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => call(index)));
}
