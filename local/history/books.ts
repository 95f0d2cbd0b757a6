import { DescribeExecutionCommand, paginateListExecutions, SFNClient } from '@aws-sdk/client-sfn';
import { deadLetterQueueOf, deadLetters } from '../../bin/operations/dead-letters.ts';
import { type DeployedStage, setFunctionEnvironment } from '../../bin/operations/function-environment.ts';
import { countedLines } from '../../lambdas/orders/line-counts.ts';
import { noticeChannels } from '../../lambdas/orders/notice-marker.ts';
import type { OrderId } from '../../lambdas/orders/order.ts';
import { amountDue } from '../../lambdas/orders/totals.ts';
import { paymentIdOf } from '../../lambdas/payments/payment-try.ts';
import { type ProviderName, providerNames } from '../../lambdas/payments/providers/registry.ts';
import { eachOf } from '../../lambdas/runtime/each-of.ts';
import { messagesTaken, orderNamedIn, type Taken } from '../mailbox.ts';
import { localProviderUrl } from '../payment-providers.ts';
import { quantitiesOf, readStock, type StockSum, stockDifferences, stockTables } from '../stock-sums.ts';
import { type EventOf, type HistoryEvent, isPromised } from './history.ts';

const atOnce = 10;

/** Whose books are read. */
export interface BookKeepers {
  readonly stage: DeployedStage;
  /** The port of the local cloud's issuer, which the payment providers' follow. */
  readonly issuerPort: number;
  readonly dataFolder: string;
}

/** The stock as it stands, as events. */
export function stockEvents<When extends 'stock before' | 'stock after'>(
  type: When,
  stock: ReadonlyMap<string, StockSum>,
): readonly EventOf<When>[] {
  return [...stock.values()].map((sum) => ({ type, ...sum }) as EventOf<When>);
}

/** What service, payment providers, SES, SNS and Step Functions have at the end of these orders, and of all stock. */
export async function readBooks(
  keepers: BookKeepers,
  orderIds: ReadonlySet<string>,
  since: { readonly startedAt: Date; readonly stock: ReadonlyMap<string, StockSum> },
): Promise<readonly HistoryEvent[]> {
  const { stage, dataFolder } = keepers;
  const orders = await ordersAndPayments(keepers, orderIds);
  const holding = orders.flatMap((event) =>
    event.type === 'order' && isPromised(event) ? { id: event.orderId, lines: event.promised } : [],
  );
  const tables = await stockTables(stage);
  const differences = await stockDifferences(since.stock, holding, tables);
  const letters = await deadLetters(deadLetterQueueOf(stage));
  return [
    ...orders,
    ...(await executions(stage, orderIds, since.startedAt)),
    ...letters
      .filter(({ orderId }) => orderIds.has(orderId))
      .map(({ orderId, error }) => ({ type: 'dead letter' as const, orderId, error })),
    ...(await messagesOf(dataFolder, orderIds)),
    ...stockEvents('stock after', await readStock(tables)),
    ...differences.map(({ sku, what }) => ({ type: 'stock difference' as const, sku, what })),
  ];
}

async function ordersAndPayments(
  { stage, issuerPort }: BookKeepers,
  orderIds: ReadonlySet<string>,
): Promise<readonly HistoryEvent[]> {
  setFunctionEnvironment(stage);
  const { orderTable } = await import('../../lambdas/orders/order-table.ts');
  const { paymentTable } = await import('../../lambdas/payments/payment-table.ts');
  const books = await paymentBooks(stage, issuerPort);
  const orders = orderTable();
  const payments = paymentTable();
  const events: HistoryEvent[] = [];
  await eachOf([...orderIds], atOnce, async (orderId) => {
    const { order, content, notices } = await orders.find(orderId as OrderId);
    if (order === undefined || content === undefined) return;
    const { status, backorderedLines = [], payment } = order;
    const toCome = quantitiesOf(backorderedLines);
    // A SKU of which nothing is promised any more keeps its place.
    const wanted = countedLines(order, content.lines).map(({ sku, quantity, cancelled }) => {
      return { sku, quantity: quantity - cancelled };
    });
    const promised = [...quantitiesOf(wanted)].map(([sku, quantity]) => ({
      sku,
      quantity: quantity - (toCome.get(sku) ?? 0),
    }));
    const { contact } = content;
    const channels = noticeChannels.filter((channel) => contact[channel === 'sms' ? 'phone' : channel] !== undefined);
    const tries = await payments.triesOf(order, await payments.find(paymentIdOf({ orderId })));
    // What was for lines that were cancelled before the capture is not captured.
    const given = tries.flatMap(({ refunds }) => refunds).reduce((sum, { uncaptured = 0 }) => sum + uncaptured, 0);
    const total = amountDue(order) - given;
    events.push({ type: 'order', orderId, status, total, promised, channels, notices: [...notices] });
    const asked = tries.length > 0 ? tries : payment ? [{ orderId, provider: payment.provider }] : [];
    for (const tried of asked) {
      const entry = await books.get(tried.provider)?.(paymentIdOf(tried), total);
      if (entry) events.push({ type: 'payment', orderId, provider: tried.provider, ...entry });
    }
  });
  return events;
}

type Entry = Omit<EventOf<'payment'>, 'type' | 'orderId' | 'provider'>;
type Book = (paymentId: string, total: number) => Promise<Entry>;

/** Every provider's own books, by its name. */
async function paymentBooks({ outputs }: DeployedStage, issuerPort: number): Promise<ReadonlyMap<string, Book>> {
  const books = new Map<string, Book>();
  for (const name of providerNames) books.set(name, bookOf(await entriesOf(name, issuerPort)));
  if (outputs.SandboxPaymentsTable === undefined) return books;
  const { sandboxPaymentTable } = await import('../../lambdas/payments/providers/sandbox/sandbox-payment-table.ts');
  const sandbox = sandboxPaymentTable();
  return books.set('sandbox', async (paymentId, total) => {
    const payment = await sandbox.find(paymentId);
    const captured = payment?.status === 'CAPTURED' ? total : 0;
    const refunded = Object.values(payment?.refunds ?? {}).reduce((sum, amount) => sum + amount, 0);
    const authorized = payment?.status === 'AUTHORIZED';
    return { charges: authorized || captured > 0 ? 1 : 0, captured, refunded, authorized };
  });
}

/** What a local provider answers at `/_control/payments`; not each counts its charges. */
interface ProviderEntry {
  readonly status: string;
  readonly captured: number;
  readonly refunded: number;
  readonly charges?: number;
}

async function entriesOf(name: ProviderName, issuerPort: number): Promise<Readonly<Record<string, ProviderEntry>>> {
  const answer = await fetch(`${localProviderUrl(name, issuerPort)}/_control/payments`);
  return (await answer.json()) as Record<string, ProviderEntry>;
}

function bookOf(entries: Readonly<Record<string, ProviderEntry>>): Book {
  return async (paymentId) => {
    const { status = 'none', captured = 0, refunded = 0, charges } = entries[paymentId] ?? {};
    const authorized = status === 'requires_capture';
    return { charges: charges ?? (captured > 0 ? 1 : 0), captured, refunded, authorized };
  };
}

/** The executions of these orders that began since; one that is not named as its order says so by its input. */
async function executions(
  { settings, outputs }: DeployedStage,
  orderIds: ReadonlySet<string>,
  startedAt: Date,
): Promise<readonly HistoryEvent[]> {
  const client = new SFNClient(settings);
  const events: HistoryEvent[] = [];
  const pages = paginateListExecutions({ client }, { stateMachineArn: outputs.StateMachineArn, maxResults: 1000 });
  for await (const { executions = [] } of pages) {
    const recent = executions.filter(({ startDate }) => startDate !== undefined && startDate >= startedAt);
    for (const { name = '', executionArn, status = '' } of recent) {
      const orderId = orderIds.has(name) ? name : await orderOf(client, executionArn);
      if (orderIds.has(orderId)) events.push({ type: 'execution', name, orderId, status });
    }
    // The latest starts come first.
    if (recent.length < executions.length) break;
  }
  return events;
}

async function orderOf(client: SFNClient, executionArn: string | undefined): Promise<string> {
  const { input = '{}' } = await client.send(new DescribeExecutionCommand({ executionArn }));
  return String((JSON.parse(input) as { orderId?: unknown }).orderId);
}

/** What SES and SNS took for the customers of these orders. */
export async function messagesOf(
  dataFolder: string,
  orderIds: ReadonlySet<string>,
): Promise<readonly EventOf<'told'>[]> {
  const orderOfMessage = (message: Taken): Pick<EventOf<'told'>, 'orderId' | 'channel' | 'what'> | undefined => {
    if (message.Kind === 'topic') return undefined;
    if (message.Kind === 'email') {
      const { orderId = '', event = '', about } = message.EmailTags;
      return { orderId, channel: 'email', what: about === undefined ? event : `${event} ${about}` };
    }
    return { orderId: orderNamedIn(message.Message) ?? '', channel: 'sms', what: message.Message };
  };
  return (await messagesTaken(dataFolder)).flatMap((message) => {
    const told = orderOfMessage(message);
    if (told === undefined || !orderIds.has(told.orderId)) return [];
    return [{ type: 'told' as const, ...told, at: Math.round(message.Timestamp * 1000) }];
  });
}
