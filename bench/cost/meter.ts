import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { CloudWatchLogsClient, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import { LambdaClient, paginateListFunctions } from '@aws-sdk/client-lambda';
import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { executionsOf } from '../../bin/operations/executions.ts';
import { setFunctionEnvironment } from '../../bin/operations/function-environment.ts';
import { until } from '../../bin/operations/until.ts';
import { exampleOrder } from '../../lambdas/api/examples.ts';
import type { OrderStatus } from '../../lambdas/orders/order-status.ts';
import { providerNames } from '../../lambdas/payments/providers/registry.ts';
import { eachOf } from '../../lambdas/runtime/each-of.ts';
import { type StepName, stepNames } from '../../lib/order-workflow-definition.ts';
import { clientSettings, localStage } from '../../local/aws.ts';
import type { Cloud } from '../../local/cloud.ts';
import { controlProvider } from '../../local/payment-providers.ts';
import { putOnShelf } from '../../local/seed.ts';
import { testPayments } from '../../test/payments/providers/test-payments.ts';
import { sumOf, type Usage, without } from '../prices.ts';
import { assumptions, expressUsage, invocationsUsage } from './assumptions.ts';
import { accessLogLineBytes, isFailure, workflowLogBytes } from './log-bytes.ts';
import type { Outcome } from './outcome.ts';
import { type UsageEntry, UsageLog } from './usage-log.ts';

/** The functions that follow the changes of orders. */
const followers: readonly string[] = ['follow-orders', 'follow-in-bulk'];

/** The tables that a function reads now and then, and keeps what it has read. */
const readByTheClock: readonly string[] = ['Intake', 'Foresight'];

/** What an order of one outcome uses, on average. */
export interface OutcomeUsage {
  readonly name: string;
  readonly orders: number;
  /** The states that it enters, in order. */
  readonly path: readonly string[];
  /** Tries of states beyond the first. */
  readonly retries: number;
  /** All that it uses. */
  readonly usage: Usage;
  /** Of that, what the notifications of its payment's provider use, and how many there are. */
  readonly notifications: { readonly count: number; readonly usage: Usage };
  /** Of all, what following the order's changes uses, where nobody listens to its events. */
  readonly events: Usage;
  /** Of all, what reading uses by which its outcome is measured, at most: of many orders at once it is less. */
  readonly measuring?: Usage;
  /** Of all, what putting it and its payment into the indexes by which staff find them uses, beside that it is followed. */
  readonly indexing?: Usage;
  /** Of all, what having its delivery looked after uses, until it is looked at. */
  readonly watching?: Usage;
  /** Read and write units by table, or by table and index. */
  readonly units: Readonly<Record<string, { readonly read: number; readonly write: number }>>;
  /** Runs of each function. */
  readonly invocations: Readonly<Record<string, number>>;
  /** Calls of AWS's services that the functions make, by service and action. */
  readonly calls: Readonly<Record<string, number>>;
  /** What its history would be in a log that takes every event. */
  readonly historyBytes: number;
  readonly emails: number;
  readonly textMessages: number;
}

/**
 * What the order itself uses: how many notifications its provider sends is the shop's and the provider's matter, and its
 * events have a bound of their own.
 */
export function orderAlone({
  usage,
  notifications,
  events,
  measuring = {},
  indexing = {},
  watching = {},
}: OutcomeUsage): Usage {
  return without(usage, sumOf([notifications.usage, events, measuring, indexing, watching]));
}

/** The entry by which staff find a payment by its provider's reference, which is written with the payment. */
const referenceIndex = 'Payments/payments-by-reference';

/** How long nothing may be noted any more until the last consequence of an order is taken for over. */
const quietSeconds = 10;
const atOnce = 3;

/** A meter on a local cloud that notes its usage in this file, deployed as production is. */
export async function meterOf(cloud: Cloud, usageFile: string) {
  process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
  const stage = localStage(cloud);
  setFunctionEnvironment(stage);
  const { orderTable } = await import('../../lambdas/orders/order-table.ts');

  const logs = new CloudWatchLogsClient(stage.settings);
  const executions = executionsOf(stage);
  const issuerPort = Number(new URL(cloud.issuer).port);
  const functions = await deployedFunctions(cloud.endpoint);
  const isProvider = ({ name }: { readonly name: string }) => name === `${providerNames[0]}-provider`;
  /** All providers' functions are alike. */
  const providerMegabytes = [...functions.byName.values()].find(isProvider)?.megabytes ?? 512;
  const accessLogBytes = await accessLogLineBytes(cloud.dataFolder);
  const tables = Object.entries(cloud.outputs).flatMap(([output, value]) =>
    output.endsWith('Table') ? [[value, output.slice(0, -'Table'.length)] as const] : [],
  );
  /** The functions that a schedule calls, as far as it has. */
  const byTheClock = new Set<string>();
  const log = new UsageLog(usageFile);
  const authorization = `Bearer ${await cloud.storefrontToken()}`;

  /** Counts what orders of this outcome use, on average. */
  async function measure(outcome: Outcome, orders: number): Promise<OutcomeUsage> {
    const skus = Array.from({ length: outcome.lines ?? 1 }, () => `BENCH-${randomUUID().slice(0, 8)}`);
    const { currency } = testPayments[outcome.provider];
    const name = 'WHITE HANGING HEART T-LIGHT HOLDER';
    const products = skus.map((sku) => ({ sku, name, prices: [{ currency, unitPrice: 255 }] }));
    await putOnShelf(cloud, products, () => (outcome.soldOut ? 0 : 1_000_000));
    await settle();
    const ids = await place(outcome, skus, orders);
    const entries = await settle();
    if (!entries.some((entry) => 'call' in entry))
      throw new Error('No call of a function was noted: the meter is blind.');
    const histories = await Promise.all(ids.map(executions.history));
    for (const id of ids) await demandEnd(outcome, id);
    const logged = await Promise.all(ids.map(expressLogBytes));
    const expressBytes = logged.reduce((sum, bytes) => sum + bytes, 0);
    return { name: outcome.name, orders, ...averages(entries, histories, expressBytes) };
  }

  /** Places orders and lets happen what has to. @returns their ids */
  async function place(outcome: Outcome, skus: readonly string[], orders: number): Promise<readonly string[]> {
    const ids: string[] = [];
    await eachOf(Array.from({ length: orders }), atOnce, async () => {
      // The provider's trouble is for one order at a time.
      const { provider, token, trouble, phone, whileWaiting, afterwards } = outcome;
      if (trouble !== undefined) await controlProvider(provider, issuerPort, 'mode', trouble);
      const id = await submit({
        ...exampleOrder,
        currency: testPayments[provider].currency,
        locale: 'en',
        lines: skus.map((sku) => ({ sku, quantity: 1 })),
        contact: { email: `${randomUUID()}@customer.example`, ...(phone && { phone: randomMobile() }) },
        payment: { provider, token },
      });
      if (whileWaiting !== undefined) {
        await until(`the wait for the payment of ${id}`, 180, async () =>
          (await executions.history(id)).some(({ type }) => type === 'TaskSubmitted'),
        );
      }
      if (whileWaiting === 'pay') await controlProvider(provider, issuerPort, 'pay', { orderId: id });
      if (whileWaiting === 'cancel') await cancel(id);
      await until(`the answer to ${id}`, 300, async () => !isOpen((await orderTable().findOrder(id))?.status));
      if (afterwards === 'cancel') await cancel(id);
      // The last step tells the customer, whatever the outcome; a history shows it in one of the modes only.
      await until(`the notice of ${id}`, 300, async () =>
        (await orderTable().find(id)).notices.some(
          ({ event, state }) => state === 'SENT' && event === `order-${outcome.ends.toLowerCase()}`,
        ),
      );
      if (afterwards === 'look') await call('GET', `/orders/${id}`);
      ids.push(id);
    });
    return ids;
  }

  async function submit(order: unknown): Promise<string> {
    const answer = await call('POST', '/orders', order, { 'idempotency-key': randomUUID() });
    return (answer as { id: string }).id;
  }

  function cancel(id: string): Promise<unknown> {
    return call('POST', `/orders/${id}/cancellation`, { reason: 'CHANGED_MIND' });
  }

  async function call(method: string, path: string, body?: unknown, headers = {}): Promise<unknown> {
    const answer = await fetch(`${cloud.apiUrl}${path}`, {
      method,
      headers: { authorization, 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
    return JSON.parse(text);
  }

  async function demandEnd({ name, ends }: Outcome, id: string): Promise<void> {
    const order = await orderTable().findOrder(id);
    if (order?.status !== ends) throw new Error(`"${name}": order ${id} is ${order?.status}, not ${ends}`);
  }

  /** Waits until nothing more follows. @returns what has been noted */
  async function settle(): Promise<readonly UsageEntry[]> {
    const entries: UsageEntry[] = [];
    let last = Date.now();
    while (Date.now() - last < quietSeconds * 1000) {
      const more = (await log.take()).filter(isOfOrders);
      if (more.length > 0) last = Date.now();
      entries.push(...more);
      await pause(200);
    }
    // Once more: that a function runs by the clock is noted behind what it calls.
    return entries.filter(isOfOrders);
  }

  /**
   * Whether it follows from orders: it is not this meter's own, nor of what runs by the clock, nor what a function reads
   * every ten seconds or five minutes, however many orders come: whether any are taken, and what they are foreseen by.
   */
  function isOfOrders(entry: UsageEntry): boolean {
    if ('request' in entry) return true;
    if ('call' in entry && Object.keys(entry.read ?? {}).some((place) => readByTheClock.includes(named(place))))
      return false;
    const name = functionBehind(entry);
    if ('invocation' in entry && entry.scheduled) byTheClock.add(nameOf(entry.invocation));
    return name !== undefined && !byTheClock.has(name);
  }

  function nameOf(functionName: string): string {
    return functions.byName.get(functionName)?.name ?? functionName;
  }

  /** What an order's Express executions have left in the log, whose level is the stage's. */
  async function expressLogBytes(id: string): Promise<number> {
    let bytes = 0;
    const query = { logGroupName: cloud.outputs.ExpressLogGroup, filterPattern: `"${id}"` };
    for await (const { events = [] } of paginateFilterLogEvents({ client: logs }, query)) {
      for (const { message = '' } of events) bytes += Buffer.byteLength(message);
    }
    return bytes;
  }

  function averages(
    entries: readonly UsageEntry[],
    histories: readonly (readonly HistoryEvent[])[],
    expressBytes: number,
  ) {
    const orders = histories.length;
    const invocations = new Map<string, number>();
    const calls = new Map<string, number>();
    const units = new Map<string, { read: number; write: number }>();
    const usages: Usage[] = [];
    const ofNotifications: Usage[] = [];
    const ofEvents: Usage[] = [];
    const ofMeasuring: Usage[] = [];
    const ofIndexing: Usage[] = [];
    const ofWatching: Usage[] = [];
    const add = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1 / orders);
    for (const entry of entries) {
      const usage = usageOf(entry);
      usages.push(usage);
      if (isOfNotification(entry)) ofNotifications.push(usage);
      if (followers.includes(functionBehind(entry) ?? '')) {
        const ofFollowing = isOfTables(entry, ['DeliveryWatch'])
          ? ofWatching
          : isOfMeasuring(entry)
            ? ofMeasuring
            : isOfIndexing(entry)
              ? ofIndexing
              : ofEvents;
        ofFollowing.push(usage);
      }
      if ('invocation' in entry) add(invocations, nameOf(entry.invocation));
      if (!('call' in entry)) continue;
      add(calls, entry.call);
      // The provider's function, which a notification's asks.
      if (entry.call === 'lambda:Invoke' && isOfNotification(entry))
        ofNotifications.push(invocationsUsage(1, providerMegabytes));
      for (const kind of ['read', 'write'] as const) {
        for (const [place, amount] of Object.entries(entry[kind] ?? {})) {
          const name = named(place);
          if (name === referenceIndex && kind === 'write' && !isOfNotification(entry))
            ofIndexing.push({ 'DynamoDB write units': amount });
          const known = units.get(name) ?? { read: 0, write: 0 };
          units.set(name, { ...known, [kind]: known[kind] + amount / orders });
        }
      }
    }
    const entered = histories.flat().filter(({ type }) => type === 'TaskStateEntered').length;
    const tried = histories.flat().filter(({ type }) => type === 'TaskScheduled').length;
    usages.push({
      'state transitions': tried,
      'X-Ray traces': assumptions.tracedShare * orders,
      'log bytes': workflowLogBytes(histories.flat().filter(isFailure)) + expressBytes,
    });
    const average = (all: readonly Usage[]): Usage =>
      Object.fromEntries(Object.entries(sumOf(all)).map(([line, count]) => [line, count / orders]));
    const received = entries.filter((entry) => 'request' in entry && isOfNotification(entry));
    return {
      path: entered > 0 ? pathOf(histories[0] ?? []) : stepNames.filter((step) => invocations.has(functionOf(step))),
      retries: (tried - entered) / orders,
      usage: average(usages),
      notifications: { count: received.length / orders, usage: average(ofNotifications) },
      events: average(ofEvents),
      measuring: average(ofMeasuring),
      indexing: average(ofIndexing),
      watching: average(ofWatching),
      units: sorted(units),
      invocations: sorted(invocations),
      calls: sorted(calls),
      historyBytes: workflowLogBytes(histories.flat()) / orders,
      emails: calls.get('ses:SendEmail') ?? 0,
      textMessages: calls.get('sns:Publish') ?? 0,
    };
  }

  /** What is billed for it. */
  function usageOf(entry: UsageEntry): Usage {
    if ('request' in entry) return { 'HTTP API requests': 1, 'log bytes': accessLogBytes };
    if ('invocation' in entry) {
      const { invocation, logBytes, messages } = entry;
      const run = invocationsUsage(1, functions.byName.get(invocation)?.megabytes ?? 512);
      // Lambda takes a batch from the queue, and deletes it.
      return sumOf([run, { 'log bytes': logBytes, 'SQS requests': messages === undefined ? 0 : 2 }]);
    }
    const isExpress = entry.call === 'states:StartSyncExecution';
    return isExpress ? expressUsage(megabytesOf(entry.role)) : callUsage(entry);
  }

  /** Whether it is a provider's notification, or what its function does. */
  function isOfNotification(entry: UsageEntry): boolean {
    if ('request' in entry) return /^POST \/payments\/.*\/notifications$/.test(entry.request);
    return functionBehind(entry) === 'payment-notification';
  }

  /** Whether who follows orders reads how several of them stand, for figures. */
  function isOfMeasuring(entry: UsageEntry): boolean {
    return 'call' in entry && entry.call === 'dynamodb:BatchGetItem';
  }

  /** Whether who follows an order reads it, or writes its entries: for events that nobody listens to it does neither. */
  function isOfIndexing(entry: UsageEntry): boolean {
    return isOfTables(entry, ['Orders', 'OrderSearch']);
  }

  function isOfTables(entry: UsageEntry, tables: readonly string[]): boolean {
    if (!('call' in entry)) return false;
    return Object.keys({ ...entry.read, ...entry.write }).some((place) => tables.includes(named(place)));
  }

  /** The function that runs, or calls; nothing for a request, and for the meter's own calls. */
  function functionBehind(entry: UsageEntry): string | undefined {
    if ('request' in entry) return undefined;
    return 'call' in entry ? functions.byRole.get(entry.role ?? '') : nameOf(entry.invocation);
  }

  /** The memory of the function with this role. */
  function megabytesOf(role: string | null): number {
    const name = functions.byRole.get(role ?? '');
    return [...functions.byName.values()].find((fn) => fn.name === name)?.megabytes ?? 512;
  }

  /** A table by the name of its output, with its index. */
  function named(place: string): string {
    const [table = '', index] = place.split('/');
    const name = tables.find(([physical]) => physical === table)?.[1] ?? table;
    return index === undefined ? name : `${name}/${index}`;
  }

  return { measure };
}

/** Whether an order is still on its way to an answer. */
function isOpen(status: OrderStatus | undefined): boolean {
  return status === undefined || status === 'PENDING' || status === 'RESERVED';
}

/** What a call by a function uses, of those lines that are billed by the call. */
function callUsage({ call, read = {}, write = {} }: Extract<UsageEntry, { call: string }>): Usage {
  const sum = (units: Readonly<Record<string, number>>) => Object.values(units).reduce((a, b) => a + b, 0);
  const [service] = call.split(':');
  return {
    'DynamoDB read units': sum(read),
    'DynamoDB write units': sum(write),
    ...(service === 'sqs' && { 'SQS requests': 1 }),
    ...(service === 'events' && { 'EventBridge events': 1 }),
  };
}

/** The states that an execution entered. */
function pathOf(history: readonly HistoryEvent[]): readonly string[] {
  return history.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []);
}

/** What the function of a step is called: "Reserve inventory" is `reserve-inventory`. */
function functionOf(step: StepName): string {
  return step.toLowerCase().replaceAll(' ', '-');
}

/** The functions of the stage by name and by role: what the logs call them, and their memory. */
export async function deployedFunctions(endpoint: string) {
  const byName = new Map<string, { readonly name: string; readonly megabytes: number }>();
  const byRole = new Map<string, string>();
  const client = new LambdaClient(clientSettings(endpoint));
  for await (const { Functions = [] } of paginateListFunctions({ client }, {})) {
    for (const { FunctionName = '', Role = '', MemorySize = 128, Environment } of Functions) {
      const name = Environment?.Variables?.POWERTOOLS_SERVICE_NAME ?? FunctionName;
      byName.set(FunctionName, { name, megabytes: MemorySize });
      byRole.set(Role.slice(Role.lastIndexOf('/') + 1), name);
    }
  }
  return { byName, byRole };
}

function sorted<Value>(counts: ReadonlyMap<string, Value>): Record<string, Value> {
  return Object.fromEntries([...counts].sort(([a], [b]) => a.localeCompare(b)));
}

function randomMobile(): string {
  return `+4479${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`;
}
