import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type AssessOrderPorts, beginAssessment } from '../../lambdas/order-risk/assess-order.ts';
import { riskCounterTable } from '../../lambdas/order-risk/risk-counter-table.ts';
import { entriesOf } from '../../lambdas/order-search/search-entry.ts';
import { searchTable } from '../../lambdas/order-search/search-table.ts';
import { newOrder } from '../../lambdas/orders/new-order.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { checkPayment } from '../../lambdas/payments/check-payment.ts';
import type { PaymentProvider } from '../../lambdas/payments/payment-provider.ts';
import { paymentTable } from '../../lambdas/payments/payment-table.ts';
import { anOrderContent, anOrderId, noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

/** What is assumed: a call of DynamoDB there and back, and the quickest provider, a function with one write of its own. */
const [callMilliseconds, providerMilliseconds] = [5, 12];
const key = 'a key';

let db: InMemoryDynamoDb;
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  vi.useFakeTimers({ now: new Date(noon) });
});
afterEach(() => {
  vi.useRealTimers();
});

const later = (milliseconds: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, milliseconds);
  });

async function place(number: number) {
  const content = anOrderContent({ id: anOrderId(number) });
  await orderTable().addContent(content);
  await orderTable().addOrder(newOrder(content));
  await searchTable().add(entriesOf(content, key));
  return content.id;
}

/** How long the step takes, by a clock that only waits move. */
async function stepMilliseconds(number: number, isRiskOn: boolean): Promise<number> {
  const id = await place(number);
  const clock = () => new Date();
  const ports = { orders: orderTable(), payments: paymentTable(), clock };
  const assessing: AssessOrderPorts = {
    ...{ ...ports, index: searchTable(), counters: riskCounterTable(), searchKey: async () => key, mode: 'on' },
  };
  const provider: Pick<PaymentProvider, 'authorize'> = {
    async authorize({ amount, currency }) {
      await later(providerMilliseconds);
      return { status: 'AUTHORIZED', amount, currency, captured: 0, refunded: 0 };
    },
  };
  db.intercept = async (_command, commit) => {
    await later(callMilliseconds);
    return commit();
  };
  const begun = Date.now();
  const checked = checkPayment(
    id,
    { taskToken: 'token', waitSeconds: 900 },
    {
      ...{ ...ports, restSeconds: 600, answer: async () => {}, requestNotice: async () => {} },
      providerNamed: () => provider as PaymentProvider,
      assess: isRiskOn ? beginAssessment(id, assessing) : undefined,
    },
  ).then(() => Date.now() - begun);
  await vi.runAllTimersAsync();
  db.intercept = async (_command, commit) => commit();
  return checked;
}

it('adds nothing to what the step waits for beside its provider: a clean order, of a new customer and of a known one', async () => {
  const without = await stepMilliseconds(0, false);
  expect(without).toBeGreaterThan(providerMilliseconds);
  // The first has none before it with its address; by the last there are some, whose payments are read too.
  for (const number of [1, 2, 3]) expect(await stepMilliseconds(number, true)).toBeLessThanOrEqual(without);
  expect(db.items('payments')).toHaveLength(4);
});
