import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESClient, SendEmailCommand } from '@aws-sdk/client-ses';
import { DescribeExecutionCommand, SFNClient } from '@aws-sdk/client-sfn';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import {
  BatchGetCommand,
  BatchWriteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { afterEach, describe, expect, it } from 'vitest';
import { listedServices } from '../../bench/chaos/error-answers.ts';
import { startFaultProxy } from '../../bench/chaos/fault-proxy.ts';
import { type FaultKind, type FaultPlan, faultKinds, faultOf } from '../../bench/chaos/faults.ts';
import { clientSettings } from '../../local/aws.ts';
import { anOrderId } from '../builders.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A service that answers everything with this, behind a proxy; it says what it was asked. */
async function proxied(answer: object, plan?: FaultPlan) {
  const bodies: string[] = [];
  const hosts: unknown[] = [];
  const server = createServer(async (request, response) => {
    hosts.push(request.headers.host);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    bodies.push(Buffer.concat(chunks).toString('utf8'));
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const target = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const proxy = await startFaultProxy(target);
  proxy.inject(plan);
  closing.push(async () => {
    await proxy.stop();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const settings = { ...clientSettings(proxy.url), maxAttempts: 1 };
  return { proxy, bodies, hosts, settings, documents: DynamoDBDocumentClient.from(new DynamoDBClient(settings)) };
}

/** The seed of a run in which this happens to the first call of this kind that has no subject. */
function seedOf(kind: FaultKind, service: string, operation: string): number {
  const isIt = (seed: number) => faultOf({ seed, rate: 1 }, { service, operation, subject: '' }, 1)?.kind === kind;
  return Array.from({ length: 1_000 }, (_, seed) => seed).find(isIt) ?? Number.NaN;
}

const first = { TableName: 'a-table', Key: { pk: '1' } };

/** A call of every service, by its name where requests are signed for it, and how it says that it has no room. */
const calls: Readonly<
  Record<string, readonly [string, (settings: ReturnType<typeof clientSettings>) => Promise<unknown>, string]>
> = {
  dynamodb: [
    'GetItem',
    (settings) => DynamoDBDocumentClient.from(new DynamoDBClient(settings)).send(new GetCommand(first)),
    'ThrottlingException',
  ],
  states: [
    'DescribeExecution',
    (settings) => new SFNClient(settings).send(new DescribeExecutionCommand({ executionArn: 'an-execution' })),
    'ThrottlingException',
  ],
  sqs: [
    'SendMessage',
    (settings) => {
      const QueueUrl = `${settings.endpoint}/000000000000/a-queue`;
      return new SQSClient(settings).send(new SendMessageCommand({ QueueUrl, MessageBody: '{}' }));
    },
    'RequestThrottled',
  ],
  sns: [
    'Publish',
    (settings) => new SNSClient(settings).send(new PublishCommand({ PhoneNumber: '+447400123456', Message: 'hi' })),
    'ThrottledException',
  ],
  ses: [
    'SendEmail',
    (settings) =>
      new SESClient(settings).send(
        new SendEmailCommand({
          Source: 'shop@shop.example',
          Destination: { ToAddresses: ['ada@customer.example'] },
          Message: { Subject: { Data: 'hi' }, Body: { Text: { Data: 'hi' } } },
        }),
      ),
    'Throttling',
  ],
  events: [
    'PutEvents',
    (settings) =>
      new EventBridgeClient(settings).send(
        new PutEventsCommand({ Entries: [{ Source: 'a-test', DetailType: 'happened', Detail: '{}' }] }),
      ),
    'ThrottlingException',
  ],
  lambda: [
    'invocations',
    (settings) => new LambdaClient(settings).send(new InvokeCommand({ FunctionName: 'a-function' })),
    'TooManyRequestsException',
  ],
  secretsmanager: [
    'GetSecretValue',
    (settings) => new SecretsManagerClient(settings).send(new GetSecretValueCommand({ SecretId: 'a-secret' })),
    'ThrottlingException',
  ],
};

describe.each(Object.entries(calls))('a call of %s through the proxy', (service, [operation, call, throttling]) => {
  const meets = async (kind: FaultKind) => {
    const { proxy, bodies, settings } = await proxied({}, { seed: seedOf(kind, service, operation), rate: 1 });
    const error = await call(settings).then(
      () => undefined,
      (error: Error & { $metadata?: { httpStatusCode?: number } }) => error,
    );
    expect(proxy.faults()).toMatchObject([{ service, operation, kind, nth: 1 }]);
    return { name: error?.name, status: error?.$metadata?.httpStatusCode, reached: bodies.length };
  };

  it('is refused for lack of room in the words of the service, and does not reach it', async () => {
    expect(await meets('throttled')).toMatchObject({ name: throttling, reached: 0 });
  });

  it('fails, reached or not, as a failure of the service', async () => {
    expect(await meets('failed')).toMatchObject({ status: 500, reached: 0 });
    expect(await meets('failed after')).toMatchObject({ status: 500, reached: 1 });
  });

  it('is cut off before and after it is done', async () => {
    expect(await meets('cut')).toMatchObject({ name: expect.any(String), status: undefined, reached: 0 });
    expect(await meets('answer lost')).toMatchObject({ name: expect.any(String), status: undefined, reached: 1 });
  });
});

describe('the proxy', () => {
  it('knows the errors of every service that is called here, and of the HTTP API', () => {
    expect(listedServices.toSorted()).toEqual([...Object.keys(calls), 'execute-api'].toSorted());
  });

  it('does a part of a batch, and says which it did not do', async () => {
    const keys = [{ pk: '1' }, { pk: '2' }, { pk: '3' }];
    const seed = seedOf('partial', 'dynamodb', 'BatchGetItem');
    const { documents, bodies } = await proxied({ Responses: { 'a-table': [] } }, { seed, rate: 1 });

    const answer = await documents.send(
      new BatchGetCommand({ RequestItems: { 'a-table': { Keys: keys }, another: { Keys: [{ pk: '1' }] } } }),
    );

    expect(answer.UnprocessedKeys).toEqual({ 'a-table': { Keys: keys.slice(2) } });
    expect(JSON.parse(bodies[0] ?? '').RequestItems['a-table'].Keys).toHaveLength(2);
  });

  it('writes a part of a batch', async () => {
    const puts = ['1', '2'].map((pk) => ({ PutRequest: { Item: { pk } } }));
    const seed = seedOf('partial', 'dynamodb', 'BatchWriteItem');
    const { documents, bodies } = await proxied({}, { seed, rate: 1 });

    const answer = await documents.send(new BatchWriteCommand({ RequestItems: { 'a-table': puts } }));

    expect(answer.UnprocessedItems).toEqual({ 'a-table': puts.slice(1) });
    expect(JSON.parse(bodies[0] ?? '').RequestItems['a-table']).toHaveLength(1);
  });

  it('takes none of a single event', async () => {
    const seed = seedOf('partial', 'events', 'PutEvents');
    const { settings, bodies } = await proxied({}, { seed, rate: 1 });

    const answer = await new EventBridgeClient(settings).send(
      new PutEventsCommand({ Entries: [{ Source: 'a-test', DetailType: 'happened', Detail: '{}' }] }),
    );

    expect(answer.FailedEntryCount).toBe(1);
    expect(bodies).toEqual([]);
  });

  it('lets a transaction meet another one', async () => {
    const { documents } = await proxied({}, { seed: seedOf('throttled', 'dynamodb', 'TransactWriteItems'), rate: 1 });
    const Put = { TableName: 'a-table', Item: { pk: '1' } };

    await expect(documents.send(new TransactWriteCommand({ TransactItems: [{ Put }] }))).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'TransactionConflict' }],
    });
  });

  it('hands on whatever nothing happens to, as it was signed', async () => {
    const { proxy, settings, bodies, hosts } = await proxied({ MessageId: 'an-id' });
    const QueueUrl = `${proxy.url}/000000000000/a-queue`;
    const message = { QueueUrl, MessageBody: '{"name":"Zoë"}' };

    // What answers is no SQS, and knows no checksum of the message.
    await new SQSClient({ ...settings, md5: false }).send(new SendMessageCommand(message));

    expect(JSON.parse(bodies[0] ?? '')).toEqual(message);
    expect(hosts).toEqual([new URL(proxy.url).host]);
  });

  it('lets nothing happen any more once it is told so', async () => {
    const { proxy, documents } = await proxied({}, { seed: 1, rate: 1 });
    proxy.inject(undefined);

    expect(await documents.send(new GetCommand(first))).toBeDefined();
    expect(proxy.faults()).toEqual([]);
  });
});

describe('faults', () => {
  const call = { service: 'dynamodb', operation: 'BatchGetItem', subject: anOrderId(1) };
  const run = (seed: number, subject: string) =>
    Array.from({ length: 2_000 }, (_, index) => faultOf({ seed, rate: 0.1 }, { ...call, subject }, index + 1));

  it('are the same in every run of a seed, whatever happens to other orders, and others in another', () => {
    expect(run(7, call.subject)).toEqual(run(7, call.subject));
    expect(run(8, call.subject)).not.toEqual(run(7, call.subject));
    expect(run(7, anOrderId(2))).not.toEqual(run(7, call.subject));
  });

  it('are the same for an order that has another id in each run', () => {
    const plan = { seed: 7, rate: 0.1, nameOf: () => 'invoice 536365' };
    const ofOrder = (number: number) =>
      Array.from({ length: 100 }, (_, index) => faultOf(plan, { ...call, subject: anOrderId(number) }, index + 1));

    expect(ofOrder(1)).toEqual(ofOrder(2));
  });

  it('happen as often as asked for, each kind', () => {
    const happened = run(7, call.subject).filter((fault) => fault !== undefined);

    expect(happened.length).toBeGreaterThan(150);
    expect(happened.length).toBeLessThan(250);
    expect(new Set(happened.map(({ kind }) => kind))).toEqual(new Set(faultKinds));
  });
});
