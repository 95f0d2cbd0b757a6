import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingRequest,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import { BatchWriteCommand, DynamoDBDocumentClient, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, inject, it } from 'vitest';
import { until } from '../../bin/operations/until.ts';
import { batchesOf } from '../../lambdas/runtime/batches.ts';
import { eachOf } from '../../lambdas/runtime/each-of.ts';
import { clientSettings } from '../../local/aws.ts';
import { patienceSeconds } from '../patiently.ts';
import { deployFunction } from './functions.ts';

const endpoint = inject('emulator');
const dynamodb = new DynamoDBClient(clientSettings(endpoint));
const documents = DynamoDBDocumentClient.from(dynamodb);
const lambda = new LambdaClient(clientSettings(endpoint));

/** How a mapping gathers changes. */
type Gathering = Pick<CreateEventSourceMappingRequest, 'BatchSize' | 'MaximumBatchingWindowInSeconds'>;

/** A table, how often the function that follows it was called, and with the keys of which items. */
interface Followed {
  readonly table: string;
  readonly calls: () => Promise<number>;
  readonly batches: () => Promise<readonly (readonly string[])[]>;
}

/** A function that gets from a table's stream what has a threshold, and notes each call in the table itself. */
async function followed(answer: string, gathering: Gathering = {}): Promise<Followed> {
  const table = `t-${randomUUID().slice(0, 8)}`;
  const { TableDescription } = await dynamodb.send(
    new CreateTableCommand({
      TableName: table,
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
    }),
  );
  const FunctionName = await deployFunction(`
    globalThis.calls = (globalThis.calls ?? 0) + 1;
    const target = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'DynamoDB_20120810.PutItem',
      authorization: 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0' };
    const Item = { pk: { S: 'call-' + globalThis.calls }, at: { N: String(Date.now()) }, keys: { S: JSON.stringify(event.Records.map((one) => one.dynamodb.Keys.pk.S)) } };
    const put = (Item) => fetch('${endpoint}', { method: 'POST', headers: target, body: JSON.stringify({ TableName: '${table}', Item }) });
    await put(Item);
    const calls = globalThis.calls;
    ${answer}`);
  await lambda.send(
    new CreateEventSourceMappingCommand({
      FunctionName,
      EventSourceArn: TableDescription?.LatestStreamArn,
      StartingPosition: 'TRIM_HORIZON',
      ...gathering,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      FilterCriteria: {
        Filters: [{ Pattern: JSON.stringify({ dynamodb: { NewImage: { threshold: { N: [{ exists: true }] } } } }) }],
      },
    }),
  );
  const batches = async () => {
    const { Items = [] } = await documents.send(new ScanCommand({ TableName: table }));
    return Items.flatMap(({ keys }) => (keys === undefined ? [] : [JSON.parse(keys) as string[]]));
  };
  return { table, batches, calls: async () => (await batches()).length };
}

const found = <Entry>(entries: readonly Entry[]) => entries.length > 0 && entries;

describe("a table's stream", () => {
  it('calls a function only for the items that its filter is about', async () => {
    const { table, batches } = await followed('return { batchItemFailures: [] };');
    await documents.send(new PutCommand({ TableName: table, Item: { pk: 'plain' } }));
    await documents.send(new PutCommand({ TableName: table, Item: { pk: 'watched', threshold: 5 } }));
    const called = await until('the call', patienceSeconds, async () => found(await batches()));
    expect(called).toEqual([['watched']]);
  });

  it('is gathered until a batch is full, where its mapping has a window that is longer', async () => {
    const gathering = { BatchSize: 3, MaximumBatchingWindowInSeconds: 300 };
    const { table, batches } = await followed('return { batchItemFailures: [] };', gathering);
    const pks = ['first', 'second', 'third'];
    for (const pk of pks) await documents.send(new PutCommand({ TableName: table, Item: { pk, threshold: 5 } }));
    const [called = []] = await until('the call', patienceSeconds, async () => found(await batches()));
    expect(called).toEqual(pks);
  });

  it('is gathered for no longer than the window, and then delivered until no record failed', async () => {
    const { table, calls } = await followed(
      'return { batchItemFailures: calls < 2 ? [{ itemIdentifier: event.Records[0].dynamodb.SequenceNumber }] : [] };',
      { MaximumBatchingWindowInSeconds: 1 },
    );
    await documents.send(new PutCommand({ TableName: table, Item: { pk: 'watched', threshold: 5 } }));
    await until('two calls', patienceSeconds, async () => (await calls()) === 2);
  });

  it('is delivered again where the function reports a record that failed, until it reports none', async () => {
    const { table, calls } = await followed(
      'return { batchItemFailures: calls < 3 ? [{ itemIdentifier: event.Records[0].dynamodb.SequenceNumber }] : [] };',
    );
    await documents.send(new PutCommand({ TableName: table, Item: { pk: 'watched', threshold: 5 } }));
    await until('three calls', patienceSeconds, async () => (await calls()) === 3);
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(await calls()).toBe(3);
  });

  it('is looked at four times a second, however soon what a function writes when it is called would call it again', async () => {
    const { table, calls } = await followed(`
      if (calls < 12) await put({ pk: { S: 'watched-' + calls }, threshold: { N: '5' } });
      return { batchItemFailures: [] };`);
    await documents.send(new PutCommand({ TableName: table, Item: { pk: 'watched', threshold: 5 } }));
    await until('twelve calls', patienceSeconds, async () => (await calls()) === 12);
    const { Items = [] } = await documents.send(new ScanCommand({ TableName: table }));
    const times = Items.flatMap(({ at }) => at ?? []);
    // The first may come at the end of its quarter of a second, the last at the beginning of its own.
    expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(250 * 10);
  });

  it('keeps no more than some thousand records that have been read, and all that have not', async () => {
    const { table, calls } = await followed('return { batchItemFailures: [] };');
    const plain = Array.from({ length: 2_100 }, (_, index) => ({ pk: `plain-${index}` }));
    await eachOf(batchesOf(plain, 25), 4, async (items) => {
      const RequestItems = { [table]: items.map((Item) => ({ PutRequest: { Item } })) };
      await documents.send(new BatchWriteCommand({ RequestItems }));
    });
    await documents.send(new PutCommand({ TableName: table, Item: { pk: 'watched', threshold: 5 } }));
    await until('the call', patienceSeconds, async () => (await calls()) > 0);
    const kept = await until('fewer records', patienceSeconds, async () => {
      const records = await oldestRecordsOf(table);
      return !records.some(({ dynamodb }) => dynamodb.Keys.pk.S === 'plain-0') && records;
    });
    expect(kept.length).toBe(1_000);
  });
});

interface StreamRecord {
  readonly dynamodb: { readonly Keys: { readonly pk: { readonly S: string } } };
}

/** What a reader of a table's stream gets who begins at its oldest record: a thousand at most. */
async function oldestRecordsOf(TableName: string): Promise<readonly StreamRecord[]> {
  async function call<Answer>(operation: string, request: object): Promise<Answer> {
    const headers = {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDBStreams_20120810.${operation}`,
      authorization:
        'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
    };
    const answer = await fetch(endpoint, { method: 'POST', headers, body: JSON.stringify(request) });
    return (await answer.json()) as Answer;
  }
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName }));
  const StreamArn = Table?.LatestStreamArn;
  const { StreamDescription } = await call<{ StreamDescription: { Shards: { ShardId: string }[] } }>('DescribeStream', {
    StreamArn,
  });
  const ShardId = StreamDescription.Shards[0]?.ShardId;
  const { ShardIterator } = await call<{ ShardIterator: string }>('GetShardIterator', {
    StreamArn,
    ShardId,
    ShardIteratorType: 'TRIM_HORIZON',
  });
  return (await call<{ Records: readonly StreamRecord[] }>('GetRecords', { ShardIterator })).Records;
}
