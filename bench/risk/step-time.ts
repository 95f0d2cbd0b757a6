import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { OrderId } from '../../lambdas/orders/order.ts';
import type { PaymentProvider } from '../../lambdas/payments/payment-provider.ts';
import { quantile } from '../../lambdas/runtime/order-statistics.ts';
import { projectFolder } from '../../local/settings.ts';
import { anOrderContent, anOrderId } from '../../test/builders.ts';
import { startDynamoDbLocal } from '../../test/tables/dynamodb-local.ts';
import { tableDefinitions } from '../../test/tables/dynamodbs.ts';
import { machine } from '../results.ts';
import { table } from '../table.ts';

/** What a clean order may cost more, in milliseconds, half of the times, beside a provider that is one. */
const bound = 3;

/**
 * How soon a provider answers, in milliseconds: at once, which none does and which shows what is hidden behind the others;
 * the sandbox, a function and a write; and a card, a function and a call over the internet.
 */
const providers = { 'at once': 0, sandbox: 15, 'a card': 100 } as const;

/** Before any is counted: until code is compiled and connections are open. */
const warmUps = 60;

/** A customer of whom nothing is known, and one with earlier orders, whose payments are read too. */
const customers = { 'a new customer': 0, 'one with three orders': 3 } as const;

/**
 * Measures what a look at the risk adds to the step "Check payment". Orders take turns, one with it and one without, so
 * that both see the same machine.
 * @returns 1 where it adds more than it may beside a provider that is one
 */
export async function measureStep(times: number, port: number): Promise<number> {
  const local = await startDynamoDbLocal(port, join(projectFolder, '.local', 'bench-risk', 'dynamodb-local.log'));
  if ('missing' in local) throw new Error(`DynamoDB Local is missing: ${local.missing}.`);
  Object.assign(process.env, {
    ...{ AWS_ENDPOINT_URL: local.endpoint, AWS_REGION: 'eu-west-1', POWERTOOLS_LOG_LEVEL: 'SILENT' },
    ...{ AWS_ACCESS_KEY_ID: 'bench', AWS_SECRET_ACCESS_KEY: 'bench' },
    ...{ ORDERS_TABLE: 'orders', PAYMENTS_TABLE: 'payments' },
    ...{ ORDER_SEARCH_TABLE: 'orderSearch', RISK_COUNTERS_TABLE: 'riskCounters' },
  });
  const client = new DynamoDBClient({ endpoint: local.endpoint });
  const definitions = tableDefinitions();
  for (const name of ['orders', 'payments', 'orderSearch', 'riskCounters'] as const) {
    await client.send(new CreateTableCommand({ TableName: name, ...definitions[name] }));
  }
  const shop = await shopOf();

  const cells = Object.entries(customers).flatMap(([customer, earlier]) =>
    Object.entries(providers).map(([provider, answersAfter]) => ({
      ...{ customer, earlier, provider, answersAfter },
      ...{ off: [] as number[], on: [] as number[], more: [] as number[] },
    })),
  );
  let customerNumber = 0;
  let orderNumber = 0;
  /** An order of a customer of its own, and how long its step takes. */
  const checked = async (earlier: number, answersAfter: number, isRiskOn: boolean) => {
    const email = `customer-${++customerNumber}@example.com`;
    for (let order = 0; order < earlier; order++) await shop.place(anOrderId(++orderNumber), email, true);
    return shop.check(await shop.place(anOrderId(++orderNumber), email), answersAfter, isRiskOn);
  };
  for (let warmUp = 0; warmUp < warmUps; warmUp++) await checked(warmUp % 2, 0, warmUp % 3 > 0);
  for (let time = 0; time < times; time++) {
    for (const { earlier, answersAfter, off, on, more } of cells) {
      const isOnFirst = time % 2 === 0;
      const first = await checked(earlier, answersAfter, isOnFirst);
      const second = await checked(earlier, answersAfter, !isOnFirst);
      const [withRisk, without] = isOnFirst ? [first, second] : [second, first];
      on.push(withRisk);
      off.push(without);
      more.push(withRisk - without);
    }
  }
  const at = (values: readonly number[], share: number) => quantile(values, share).toFixed(1);
  const rows = cells.map(({ customer, provider, off, on, more }) => [
    ...[customer, provider],
    ...[at(off, 0.5), at(on, 0.5), at(more, 0.5), at(more, 0.9)],
  ]);
  const { date, cores, processor } = machine();
  console.log(`${times} orders with and without, in turn, ${date}, ${cores} cores of ${processor}\n`);
  console.log(
    table(['order of', 'provider answers', 'without, p50 ms', 'with, p50 ms', 'more, p50 ms', 'p90 ms'], rows, [0, 1]),
  );
  // DynamoDB Local ends with this process.
  const asked = cells.filter(({ answersAfter }) => answersAfter > 0);
  return asked.every(({ more }) => quantile(more, 0.5) <= bound) ? 0 : 1;
}

/** What places orders and checks their payments, loaded once the environment says where the tables are. */
async function shopOf() {
  const { orderTable } = await import('../../lambdas/orders/order-table.ts');
  const { newOrder } = await import('../../lambdas/orders/new-order.ts');
  const { paymentTable } = await import('../../lambdas/payments/payment-table.ts');
  const { checkPayment } = await import('../../lambdas/payments/check-payment.ts');
  const { beginAssessment } = await import('../../lambdas/order-risk/assess-order.ts');
  const { riskCounterTable } = await import('../../lambdas/order-risk/risk-counter-table.ts');
  const { entriesOf } = await import('../../lambdas/order-search/search-entry.ts');
  const { searchTable } = await import('../../lambdas/order-search/search-table.ts');
  const [orders, payments, index, counters] = [orderTable(), paymentTable(), searchTable(), riskCounterTable()];
  const clock = () => new Date();
  const key = 'the key of the index of orders, in a measurement';
  const assessing = { orders, payments, index, counters, searchKey: async () => key, mode: 'on', clock } as const;

  async function place(id: OrderId, email: string, isPaid = false): Promise<OrderId> {
    const { shippingAddress } = anOrderContent();
    // Addresses are each their own: no counter is any other's.
    const address = { ...shippingAddress, line1: `${id.slice(0, 8)} Sample Street` };
    const content = anOrderContent({
      id,
      createdAt: clock().toISOString(),
      contact: { email },
      shippingAddress: address,
    });
    const order = newOrder(content);
    await orders.addContent(content);
    await orders.addOrder(order);
    await index.add(entriesOf(content, key));
    if (isPaid) await check(id, 0, false);
    return id;
  }

  /** @returns how long the step took, in milliseconds */
  async function check(id: OrderId, answersAfter: number, isRiskOn: boolean): Promise<number> {
    const provider = {
      async authorize({ amount, currency }) {
        if (answersAfter > 0) await setTimeout(answersAfter);
        return { status: 'AUTHORIZED', amount, currency, captured: 0, refunded: 0 };
      },
    } satisfies Pick<PaymentProvider, 'authorize'>;
    const ports = {
      ...{ orders, payments, clock, restSeconds: 600 },
      providerNamed: () => provider as unknown as PaymentProvider,
      answer: async () => {},
      requestNotice: async () => {},
    };
    const begun = performance.now();
    const assess = isRiskOn ? beginAssessment(id, assessing) : undefined;
    await checkPayment(id, { taskToken: 'token', waitSeconds: 900 }, { ...ports, assess });
    return performance.now() - begun;
  }

  return { place, check };
}
