/**
 * What a million confirmed one-line orders cost, without messages: the calls are counted, on the local cloud, and
 * multiplied by a dated price list. State transitions come from the histories of real executions; DynamoDB's units from
 * running each function's own code against the deployed tables with consumption reported. The sandbox provider's table
 * is not counted: production has none.
 */
import { randomUUID } from 'node:crypto';
import { GetExecutionHistoryCommand, SFNClient } from '@aws-sdk/client-sfn';
import { runCommand } from '../bin/command-line.ts';
import { setFunctionEnvironment } from '../bin/operations/function-environment.ts';
import { until } from '../bin/operations/until.ts';
import { exampleOrder } from '../lambdas/api/examples.ts';
import type { PaymentProvider } from '../lambdas/payments/payment-provider.ts';
import { clientSettings, localStage } from '../local/aws.ts';
import { type Cloud, withCloud } from '../local/cloud.ts';
import { cloudOptions, cloudOptionsFrom, cloudOptionsUsage } from '../local/settings.ts';
import { prices } from './prices.ts';

const limit = 110;
const orders = 50;

/**
 * Not measurable here, so assumed: what Lambda bills for a warm run of one of our functions, and for the cold ones
 * among them.
 */
const assumed = { warmSeconds: 0.04, coldSeconds: 0.5, coldShare: 0.01, gigabytes: 0.5, tracedShare: 0.05 };

/**
 * The functions that a confirmed order paid by card calls: submit, four steps, and the provider's to authorise and to
 * capture.
 */
const invocations = 7;

/** One line of the API's access log; the functions log nothing of a confirmed order at production's level, WARN. */
const logBytes = 300;

const sku = 'BENCH-1';
const request = {
  ...exampleOrder,
  locale: 'en' as const,
  lines: [{ sku, quantity: 1 }],
  contact: { email: 'bench@customer.example' },
};

await runCommand({
  usage: `Counts what a million confirmed one-line orders cost, on the local cloud, and fails over US$ ${limit}.

  npm run bench:cost -- [options]

${cloudOptionsUsage}`,
  options: cloudOptions,
  run: ({ values }) => withCloud(cloudOptionsFrom(values), count),
});

/** Prints the count. @returns the exit code */
async function count(cloud: Cloud): Promise<number> {
  const units = await unitsPerOrder(cloud);
  const transitions = await transitionsPerOrder(cloud);
  const gigabyteSeconds =
    invocations * assumed.gigabytes * (assumed.warmSeconds + assumed.coldShare * assumed.coldSeconds);
  const rows = [
    ['state transitions', transitions, prices.stateTransition],
    ['HTTP API requests', 1, prices.httpApiRequest],
    ['Lambda requests', invocations, prices.lambdaRequest],
    ['Lambda GB-seconds (assumed)', gigabyteSeconds, prices.lambdaGigabyteSecond],
    ['DynamoDB write units', units.write, prices.dynamodbWriteUnit],
    ['DynamoDB read units', units.read, prices.dynamodbReadUnit],
    ['logs, GB', logBytes / 1e9, prices.logGigabyte],
    ['X-Ray traces (assumed)', assumed.tracedShare, prices.xrayTrace],
  ] as const;
  const total = rows.reduce((sum, [, count, price]) => sum + count * price * 1e6, 0);

  console.log(`A million confirmed one-line orders, us-east-1, prices of ${prices.date}, without messages:\n`);
  for (const [what, count, price] of rows) {
    const figure = count < 0.001 ? count.toExponential(1) : String(Number(count.toFixed(3)));
    console.log(
      `${what.padEnd(30)}${figure.padStart(10)} an order ${`US$ ${(count * price * 1e6).toFixed(2)}`.padStart(14)}`,
    );
  }
  console.log(
    `\n${'total'.padEnd(30)}${''.padStart(19)} ${`US$ ${total.toFixed(2)}`.padStart(14)}   (at most ${limit})`,
  );
  const doubled = total + gigabyteSeconds * prices.lambdaGigabyteSecond * 1e6;
  console.log(`If every function ran twice as long as assumed: US$ ${doubled.toFixed(2)}.`);
  return total > limit ? 1 : 0;
}

/** How many states a confirmed order enters, by the history of a real one. */
async function transitionsPerOrder(cloud: Cloud): Promise<number> {
  const answer = await fetch(`${cloud.apiUrl}/orders`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await cloud.storefrontToken()}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    },
    body: JSON.stringify(request),
  });
  const { id } = (await answer.json()) as { id: string };
  const executionArn = `${cloud.outputs.StateMachineArn?.replace(':stateMachine:', ':execution:')}:${id}`;
  const stepFunctions = new SFNClient(clientSettings(cloud.endpoint));
  return until('a confirmed order', 30, async () => {
    const { events = [] } = await stepFunctions.send(new GetExecutionHistoryCommand({ executionArn }));
    const over = events.some(({ type }) => type === 'ExecutionSucceeded');
    return over ? events.filter(({ type }) => type?.endsWith('StateEntered')).length : undefined;
  });
}

/** The read and write units that the functions' own code uses for an order, as DynamoDB's rules count what they did. */
async function unitsPerOrder(cloud: Cloud): Promise<{ read: number; write: number }> {
  process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
  setFunctionEnvironment(localStage(cloud));
  const { dynamodb, transact } = await import('../lambdas/runtime/dynamodb.ts');
  const { orderTable } = await import('../lambdas/orders/order-table.ts');
  const { productTable } = await import('../lambdas/products/product-table.ts');
  const { stockTable } = await import('../lambdas/inventory/stock-table.ts');
  const { backorderTable } = await import('../lambdas/inventory/backorder-table.ts');
  const { paymentTable } = await import('../lambdas/payments/payment-table.ts');
  const { submitOrder } = await import('../lambdas/order-submission/submit-order.ts');
  const { reserveInventory } = await import('../lambdas/inventory/reserve-inventory.ts');
  const { checkPayment } = await import('../lambdas/payments/check-payment.ts');
  const { captureConfirmed } = await import('../lambdas/payments/sync-payment-to-order.ts');
  const { confirmOrder } = await import('../lambdas/order-workflow/confirm-order.ts');
  const { notifyCustomer } = await import('../lambdas/notifications/notify-customer.ts');

  await productTable().put({
    sku,
    name: 'WHITE HANGING HEART T-LIGHT HOLDER',
    prices: [{ currency: 'GBP', unitPrice: 255 }],
  });
  await transact([stockTable().createWrite(sku, 1e9)]);
  const used = { read: 0, write: 0 };
  dynamodb.middlewareStack.add(
    (next) => async (args) => {
      Object.assign(args.input, { ReturnConsumedCapacity: 'INDEXES' });
      const result = await next(args);
      const { ConsumedCapacity } = result.output as { ConsumedCapacity?: Consumption | Consumption[] };
      // The emulator does not say what a BatchGetItem consumes: half a unit an item, eventually consistent, up to 4 KB.
      if ('RequestItems' in args.input) used.read += 0.5;
      for (const { CapacityUnits = 0 } of [ConsumedCapacity ?? []].flat()) {
        used[isRead(args.input) ? 'read' : 'write'] += CapacityUnits;
      }
      return result;
    },
    { step: 'initialize' },
  );

  const paid = (status: 'AUTHORIZED' | 'CAPTURED') => async () => ({
    status,
    amount: 255,
    currency: 'GBP',
    captured: status === 'CAPTURED' ? 255 : 0,
    refunded: 0,
  });
  const cardProvider = { authorize: paid('AUTHORIZED'), capture: paid('CAPTURED') } as unknown as PaymentProvider;
  const tables = {
    orders: orderTable(),
    products: productTable(),
    stock: stockTable(),
    backorders: backorderTable(),
    payments: paymentTable(),
  };
  const clock = () => new Date();
  for (let order = 0; order < orders; order++) {
    const submission = { storefront: 'bench', idempotencyKey: randomUUID() };
    const { id } = await submitOrder(submission, request, {
      ...tables,
      clock,
      startWorkflow: async () => 'started' as const,
      paymentProviders: ['sandbox'],
      smsCountries: 'all',
    });
    await reserveInventory(id, { ...tables, transact, clock, holdSeconds: 3600 });
    const providers = { providerNamed: () => cardProvider };
    const nothing = async () => {};
    await checkPayment(
      id,
      { taskToken: 'token', waitSeconds: 900 },
      {
        ...tables,
        ...providers,
        clock,
        answer: nothing,
        requestNotice: nothing,
        restSeconds: 2400,
      },
    );
    await confirmOrder(id, {
      ...tables,
      clock,
      captureConfirmed: (orderId) => captureConfirmed(orderId, { ...tables, ...providers, clock }),
      requestOrderEffects: nothing,
    });
    await notifyCustomer(id, {
      ...tables,
      clock,
      limits: { take: async () => true },
      requestNotice: nothing,
      sendEmail: async () => 'message',
      sendSms: async () => 'message',
      shopName: 'Example Shop',
    });
  }
  return { read: used.read / orders, write: used.write / orders };
}

interface Consumption {
  readonly CapacityUnits?: number;
}

/** Whether a command reads: it brings neither an item, nor an update, nor a transaction to write. */
function isRead(input: object): boolean {
  return !('Item' in input || 'UpdateExpression' in input || 'TransactItems' in input);
}
