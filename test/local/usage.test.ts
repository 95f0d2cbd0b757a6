import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { UsageLog } from '../../bench/cost/usage-log.ts';
import { clientSettings } from '../../local/aws.ts';
import { deployFunction, invoke } from './functions.ts';
import { createRole } from './roles.ts';

const settings = clientSettings(inject('emulator'));
const file = join(inject('emulatorData'), 'usage.ndjson');
const documents = DynamoDBDocumentClient.from(new DynamoDBClient(settings));
const table = `t-${randomUUID().slice(0, 8)}`;
const kilobytes = (count: number) => 'x'.repeat(1024 * count);

beforeAll(() =>
  documents.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['pk', 'open'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'open',
          KeySchema: [{ AttributeName: 'open', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    }),
  ),
);

/** What was noted of the table while something ran. */
async function noted(run: () => Promise<unknown>) {
  const log = new UsageLog(file);
  await log.take();
  await run().catch(() => {});
  const entries = await log.take();
  return entries.flatMap((entry) => {
    if (!('call' in entry)) return [];
    const units = { ...entry.read, ...entry.write };
    return Object.keys(units).some((place) => place.startsWith(table)) ? [{ ...entry, units }] : [];
  });
}

describe('what AWS would bill', () => {
  it.each([
    ['an item of 2 KB, outside an index', () => put({ body: kilobytes(1.5) }), { [table]: 2 }],
    ['an item in an index', () => put({ open: 'yes' }), { [table]: 1, [`${table}/open`]: 1 }],
    ['a transaction, twice', () => transaction({ body: kilobytes(1.5) }), { [table]: 4 }],
    ['a write whose condition fails', () => put({}, 'attribute_exists(pk)'), { [table]: 1 }],
    ['a transaction that is cancelled', () => transaction({}, 'attribute_exists(pk)'), { [table]: 2 }],
  ])('for %s, are write units', async (_, write, units) => {
    expect((await noted(write)).map((entry) => entry.units)).toEqual([units]);
  });

  it('are read units by the size of what is read, half where it may be a little old', async () => {
    const pk = randomUUID();
    await documents.send(new PutCommand({ TableName: table, Item: { pk, body: kilobytes(5) } }));
    const ofKey = { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': pk } };

    const entries = await noted(async () => {
      await documents.send(new GetCommand({ TableName: table, Key: { pk }, ConsistentRead: true }));
      await documents.send(new GetCommand({ TableName: table, Key: { pk } }));
      await documents.send(new QueryCommand({ TableName: table, ...ofKey }));
      await documents.send(new GetCommand({ TableName: table, Key: { pk: 'nobody' } }));
      const Keys = [{ pk }, { pk: 'nobody' }, { pk: 'nor them' }];
      await documents.send(new BatchGetCommand({ RequestItems: { [table]: { Keys, ConsistentRead: true } } }));
    });

    expect(entries.map(({ units }) => units[table])).toEqual([2, 1, 1, 0.5, 4]);
  });

  it('change no answer: only who asks for the consumed capacity is told of it', async () => {
    expect(await put({})).not.toHaveProperty('ConsumedCapacity');
    const Item = { pk: randomUUID() };
    const asked = await documents.send(new PutCommand({ TableName: table, Item, ReturnConsumedCapacity: 'TOTAL' }));
    expect(asked.ConsumedCapacity?.CapacityUnits).toBe(1);
  });

  it('is noted with the role of the function that calls', async () => {
    const role = await createRole('lambda', [{ Action: 'dynamodb:PutItem', Resource: '*' }]);
    const name = await deployFunction('console.log("hello"); return process.env;', { role });
    const log = new UsageLog(file);
    await log.take();
    const {
      AWS_ACCESS_KEY_ID = '',
      AWS_SECRET_ACCESS_KEY = '',
      AWS_SESSION_TOKEN = '',
    } = (await invoke(name)).result as Record<string, string>;
    const credentials = {
      accessKeyId: AWS_ACCESS_KEY_ID,
      secretAccessKey: AWS_SECRET_ACCESS_KEY,
      sessionToken: AWS_SESSION_TOKEN,
    };
    const asFunction = DynamoDBDocumentClient.from(new DynamoDBClient({ ...settings, credentials }));
    await asFunction.send(new PutCommand({ TableName: table, Item: { pk: randomUUID() } }));

    const entries = await log.take();
    expect(entries).toContainEqual(
      expect.objectContaining({ call: 'dynamodb:PutItem', role: role.slice(role.lastIndexOf('/') + 1) }),
    );
    expect(entries).toContainEqual(expect.objectContaining({ invocation: name, logBytes: expect.any(Number) }));
    const run = entries.find((entry) => 'invocation' in entry && entry.invocation === name);
    expect(run).toMatchObject({ logBytes: expect.toSatisfy((bytes: number) => bytes > 'hello'.length) });
  });
});

function put(attributes: object, ConditionExpression?: string): Promise<unknown> {
  const Item = { pk: randomUUID(), ...attributes };
  return documents.send(new PutCommand({ TableName: table, Item, ConditionExpression }));
}

function transaction(attributes: object, ConditionExpression?: string): Promise<unknown> {
  const Put = { TableName: table, Item: { pk: randomUUID(), ...attributes }, ConditionExpression };
  return documents.send(new TransactWriteCommand({ TransactItems: [{ Put }] }));
}
