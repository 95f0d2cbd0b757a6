import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DescribeExecutionCommand, SFNClient } from '@aws-sdk/client-sfn';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { type OperatedStage, operatedStage } from '../../bin/operations/operated-stage.ts';
import { tablesToBringBack } from '../../bin/operations/restored-tables.ts';
import { until } from '../../bin/operations/until.ts';
import { callersOf } from '../../bin/smoke/access-tokens.ts';
import { apiAt } from '../../bin/smoke/api.ts';
import { executionArnOf } from '../../lambdas/order-workflow/execution-arn.ts';
import { orderKeys } from '../../lambdas/orders/order-keys.ts';
import { batchWrite } from '../../lambdas/runtime/batch-write.ts';
import { startCloud } from '../cloud.ts';
import { controlProvider, providersContext } from '../payment-providers.ts';
import { readyCloud } from '../running-cloud.ts';
import { projectFolder, settingsFrom } from '../settings.ts';
import { aDrillsOrder, type Drill, type Lesson, paymentOf, type TrainingCloud } from './drill.ts';

/** What stands before the names of the restored tables. */
const prefix = 'restored-';

/** Behind the ports of the first cloud. */
const portsBetween = 20;

/** Items of a table, as it was when it was backed up. */
type Backup = ReadonlyMap<string, readonly Readonly<Record<string, unknown>>[]>;

/**
 * The region is away, and there is another: a second local cloud, freshly deployed, with the backups restored in it. The
 * payment providers are those of before, in whose books one customer has paid since.
 */
export const regionLoss: Drill = {
  title: 'the region is away, and the shop has to go on in another',
  told: [
    'The region has been away for a day, and will be for days. A colleague has deployed the release that stood there in another one, put the keys into its secrets,',
    'and restored the tables from the copies of last night’s backups: restored-OrdersTable and so on.',
    'Bring back what was stored, let the orders that were under way go on, and take new orders again.',
  ],
  runbook: 'docs/runbooks/operator.md#a-region-is-away',
  minutes: 30,
  async begin(cloud) {
    const { stage, issuerPort } = cloud;
    const email = `${randomUUID()}@drill.example`;
    const card = { provider: 'stripe', token: 'pm_card_visa' } as const;
    const threeDSecure = { provider: 'stripe', token: 'pm_card_threeDSecure2Required' } as const;
    const confirmed = [await cloud.place({ payment: card, email }), await cloud.place({ payment: card })];
    const paid = await cloud.place({ payment: threeDSecure });
    const unpaid = await cloud.place({ payment: threeDSecure });
    await until('the orders to stand as they are to', 300, async () => {
      const records = await Promise.all(confirmed.map((id) => cloud.order(id)));
      const payments = await Promise.all([paid, unpaid].map(paymentOf));
      const areTold = records.every(({ notices }) => notices.some(({ state }) => state === 'SENT'));
      return areTold && payments.every((payment) => payment?.taskToken !== undefined);
    });
    const backup = aged(await backupOf(stage), [paid, unpaid]);
    await controlProvider('stripe', issuerPort, 'pay', { orderId: paid });
    const pageUrl = await pageOf(stage, confirmed[0] ?? '');

    // Of now on this is about the other region.
    delete process.env.AWS_ENDPOINT_URL;
    const folder = join(cloud.dataFolder, 'elsewhere');
    const elsewhere = await startElsewhere(cloud, folder);
    try {
      const there = await operatedStage('drill', { data: folder });
      await copySecrets(stage, there);
      await restore(there, backup);
      const data = relative(projectFolder, folder);
      return {
        told: [`The other region is a second local cloud: add --data ${data} to each command.`],
        isOver: async () => {
          const orders = await Promise.all([...confirmed, paid].map((id) => orderOf(there, id)));
          // Its money is taken once it is confirmed.
          const areConfirmed = orders.every(
            (order) => order.status === 'CONFIRMED' && capturedOf(order) === order.total,
          );
          return areConfirmed && (await hasExecution(there, unpaid)) && (await isOpen(there));
        },
        lessons: () => lessonsOf(there, data, { confirmed, paid, unpaid, email, pageUrl }),
        takeAway: () => elsewhere.stop(),
      };
    } catch (error) {
      await elsewhere.stop();
      throw error;
    }
  },
};

/** All that was backed up, by the tables' outputs. */
async function backupOf({ settings, outputs }: OperatedStage): Promise<Backup> {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(settings));
  const backup = new Map<string, Readonly<Record<string, unknown>>[]>();
  for (const table of tablesToBringBack(outputs)) {
    const items: Readonly<Record<string, unknown>>[] = [];
    for await (const { Items = [] } of paginateScan({ client }, { TableName: outputs[table] })) items.push(...Items);
    backup.set(table, items);
  }
  return backup;
}

/** The backup, as if it were of last night: what was held for these orders is over by now. */
function aged(backup: Backup, orderIds: readonly string[]): Backup {
  const partitions = orderIds.map(orderKeys.partition);
  const holdExpiresAt = new Date(Date.now() - 3_600_000).toISOString();
  const orders = (backup.get('OrdersTable') ?? []).map((item) =>
    'holdExpiresAt' in item && partitions.includes(String(item.pk)) ? { ...item, holdExpiresAt } : item,
  );
  return new Map([...backup, ['OrdersTable', orders]]);
}

/** Deploys the service as it is here once more: the payment providers are the same. */
async function startElsewhere({ endpoint, issuerPort, dataFolder }: TrainingCloud, folder: string) {
  const { context = {} } = (await readyCloud(settingsFrom({ dataFolder }))) ?? {};
  return startCloud({
    port: Number(new URL(endpoint).port) + portsBetween,
    dataFolder: folder,
    fresh: true,
    context: { ...context, paymentProviders: providersContext(issuerPort) },
  });
}

/** Keys are replicated where backups are copied to; of these the new stage gets its own. */
async function copySecrets(from: OperatedStage, to: OperatedStage): Promise<void> {
  const [source, target] = [new SecretsManagerClient(from.settings), new SecretsManagerClient(to.settings)];
  for (const output of Object.keys(from.outputs).filter((name) => /(?:Key|Secret)Arn$/.test(name))) {
    const { SecretString } = await source.send(new GetSecretValueCommand({ SecretId: from.output(output) }));
    await target.send(new PutSecretValueCommand({ SecretId: to.output(output), SecretString }));
  }
}

/** Puts the backups beside the tables, as AWS Backup restores them: to tables of other names. */
async function restore({ settings }: OperatedStage, backup: Backup): Promise<void> {
  const client = new DynamoDBClient(settings);
  const documents = DynamoDBDocumentClient.from(client);
  for (const [table, items] of backup) {
    const TableName = `${prefix}${table}`;
    await client.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: ['pk', 'sk'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
      }),
    );
    await batchWrite(
      TableName,
      items.map((Item) => ({ PutRequest: { Item } })),
      documents,
    );
  }
}

async function orderOf(stage: OperatedStage, orderId: string): Promise<Readonly<Record<string, unknown>>> {
  const token = await callersOf(stage).storefront();
  return (await apiAt(stage.output('ApiUrl'))('GET', `/orders/${orderId}`, { token })).body;
}

/** How much of an order's money is taken, in the minor unit of its currency. */
function capturedOf({ payment }: Readonly<Record<string, unknown>>): number | undefined {
  return (payment as { readonly captured: number } | undefined)?.captured;
}

/** Where an order's page is, behind the address of the API. */
async function pageOf(stage: OperatedStage, orderId: string): Promise<string> {
  const { statusUrl } = await orderOf(stage, orderId);
  return String(statusUrl).slice(stage.output('ApiUrl').length);
}

async function hasExecution({ settings, output }: OperatedStage, orderId: string): Promise<boolean> {
  const executionArn = executionArnOf(output('StateMachineArn'), orderId);
  return new SFNClient(settings).send(new DescribeExecutionCommand({ executionArn })).then(
    () => true,
    () => false,
  );
}

/** Whether new orders are taken. */
async function isOpen(stage: OperatedStage): Promise<boolean> {
  const token = await callersOf(stage).backOffice();
  const { body } = await apiAt(stage.output('ApiUrl'))('GET', '/operations/switches', { token });
  const switches = body.switches as readonly { readonly kind: string; readonly state: string }[];
  return !switches.some(({ kind, state }) => kind === 'intake-drained' && state === 'ON');
}

/** What the books of the new stage say. */
async function lessonsOf(
  there: OperatedStage,
  data: string,
  before: {
    readonly confirmed: readonly string[];
    readonly paid: string;
    readonly unpaid: string;
    readonly email: string;
    readonly pageUrl: string;
  },
): Promise<readonly Lesson[]> {
  const known = await Promise.all(before.confirmed.map((id) => orderOf(there, id)));
  const toldOf = ({ timeline = [] }: { readonly timeline?: readonly { readonly event: string }[] }) =>
    timeline.filter(({ event }) => event === 'NOTICE_SENT').length;
  const standing = known.filter((order) => order.status === 'CONFIRMED' && toldOf(order) === 1).length;
  const [paid, unpaid] = [await orderOf(there, before.paid), await orderOf(there, before.unpaid)];
  const rejection = unpaid.rejection as { readonly reason: string } | undefined;
  const page = await fetch(`${there.output('ApiUrl')}${before.pageUrl}`);
  const [stock, found] = [
    await printed('bin/repair-stock.ts', '--data', data),
    await printed('bin/ops.ts', 'find', before.email, '--data', data),
  ];
  const next = await nextOrder(there);
  return [
    {
      what: `${standing} of ${known.length} orders that were confirmed stand here, and their customers were told once`,
      isRight: standing === known.length,
      better: `npm run copy-missing -- --every ${prefix} says what is missing; with --apply it copies that.`,
    },
    {
      what: `the order ${before.paid}, paid since the backup, is ${paid.status}, ${capturedOf(paid)} of ${paid.total} charged`,
      isRight: paid.status === 'CONFIRMED' && capturedOf(paid) === paid.total,
      better:
        'npm run scheduled -- orders-after-restore begins its way anew, and asks the provider. Let no orders in first: meanwhile no hold of last night ends.',
    },
    {
      what: `the order ${before.unpaid}, not paid yet, is ${unpaid.status} ${rejection?.reason ?? ''}`.trimEnd(),
      isRight: unpaid.status !== undefined && rejection?.reason !== 'HOLD_EXPIRED',
      better:
        'Its hold ended while the region was away: let no orders in before you bring back the tables, until those under way go on.',
    },
    {
      what: `a link of a mail from before is answered ${page.status}`,
      isRight: page.ok,
      better: 'Put the key of the lost stage (OrderPageKeyArn) into the secret of the new one.',
    },
    {
      what: `its customer ${found.includes(before.confirmed[0] ?? '') ? 'is' : 'is not'} found by their e-mail address`,
      isRight: found.includes(before.confirmed[0] ?? ''),
      better:
        'Put the key of the lost stage (SearchKeyArn) into the secret of the new one, or npm run index-orders -- --anew.',
    },
    {
      what: `the stock: ${stock.split('\n')[0]}`,
      isRight: stock.includes(' 0 differences'),
      better: 'npm run repair-stock says what differs; with --apply it mends it.',
    },
    {
      what: `a new order is ${next}`,
      isRight: next === 'CONFIRMED',
      better: 'npm run ops -- switch off intake-drained lets new orders in.',
    },
  ];
}

/** Places an order where the shop goes on. @returns what becomes of it */
async function nextOrder(there: OperatedStage): Promise<string> {
  const token = await callersOf(there).storefront();
  const { status, body } = await apiAt(there.output('ApiUrl'))('POST', '/orders', {
    token,
    idempotencyKey: `drill-${randomUUID()}`,
    body: aDrillsOrder({ payment: { provider: 'stripe', token: 'pm_card_visa' } }),
  });
  if (status !== 202) return `answered ${status}`;
  const isSettled = async () => {
    const order = await orderOf(there, String(body.id));
    return order.status !== 'PENDING' && order.status !== 'RESERVED' && String(order.status);
  };
  return until('a new order to have its answer', 120, isSettled).catch(() => 'not answered');
}

/** What a command prints, whatever its exit code. */
async function printed(file: string, ...args: readonly string[]): Promise<string> {
  const typed = [join(projectFolder, file), ...args];
  const run = promisify(execFile)(process.execPath, typed, { cwd: projectFolder });
  return run.then(
    ({ stdout }) => stdout,
    (error: { readonly stdout?: string }) => error.stdout ?? '',
  );
}
