import { performance } from 'node:perf_hooks';
import { type FindOrdersPorts, findOrders, type Search } from '../../lambdas/order-search/find-orders.ts';
import { entriesOf } from '../../lambdas/order-search/search-entry.ts';
import { positionOf, searchTable } from '../../lambdas/order-search/search-table.ts';
import { newOrder, newOrderItem } from '../../lambdas/orders/new-order.ts';
import type { OrderContent } from '../../lambdas/orders/order.ts';
import { orderIdOf, orderNumberFor } from '../../lambdas/orders/order-id.ts';
import { orderKeys } from '../../lambdas/orders/order-keys.ts';
import { writtenOrderNumber } from '../../lambdas/orders/order-number.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { paymentTable } from '../../lambdas/payments/payment-table.ts';
import { batchWrite } from '../../lambdas/runtime/batch-write.ts';
import { batchesOf } from '../../lambdas/runtime/batches.ts';
import { dynamodb } from '../../lambdas/runtime/dynamodb.ts';
import { eachOf } from '../../lambdas/runtime/each-of.ts';

const key = 'the key of the index of orders, in a measurement';
const days = 90;
/** Customers order five times; a few SKUs are in most orders, as in real shops. */
const ordersACustomer = 5;
const skus = 1_000;
/** One in so many has a provider's reference of its own, was rejected. */
const [paidByReference, rejected] = [10, 50];
const ordersAtOnce = 500;

const numberOf = (index: number) => orderNumberFor({ storefront: 'bench', idempotencyKey: String(index) });
const emailOf = (index: number) => `customer-${Math.floor(index / ordersACustomer)}@example.com`;
const phoneOf = (index: number) => `+4474${String(Math.floor(index / ordersACustomer)).padStart(8, '0')}`;
const skuOf = (index: number) => `SKU-${Math.floor(skus * (((index * 7919) % 10_007) / 10_007) ** 3)}`;

function contentOf(index: number, orders: number, now: Date): OrderContent {
  const number = numberOf(index);
  return {
    ...{ id: orderIdOf(number), number: writtenOrderNumber(number), storefront: 'bench', requestHash: 'bench' },
    createdAt: new Date(now.getTime() - (index / orders) * days * 86_400_000).toISOString(),
    ...{ currency: 'GBP', total: 1530, locale: 'en' },
    lines: [
      { sku: skuOf(index), name: 'WHITE HANGING HEART T-LIGHT HOLDER', quantity: 6, unitPrice: 255, total: 1530 },
    ],
    contact: { email: emailOf(index), phone: phoneOf(index) },
    shippingAddress: {
      name: 'Ada Example',
      line1: '12 Sample Street',
      city: 'London',
      postalCode: 'N1 9ZZ',
      country: 'GB',
    },
  };
}

/** Puts so many orders of the last 90 days into the tables, as the service would leave them there. */
export async function fill(orders: number, now: Date, tell: (done: number) => void): Promise<void> {
  const indices = Array.from({ length: orders }, (_, index) => index);
  for (const [batch, some] of batchesOf(indices, ordersAtOnce).entries()) {
    const byTable = Map.groupBy(
      some.flatMap((index) => itemsOf(index, orders, now)),
      ({ table }) => table,
    );
    await eachOf([...byTable], 8, async ([table, puts]) => {
      await batchWrite(
        table,
        puts.map(({ item }) => ({ PutRequest: { Item: item } })),
      );
    });
    if (batch % 20 === 19) tell((batch + 1) * ordersAtOnce);
  }
}

function itemsOf(index: number, orders: number, now: Date) {
  const content = contentOf(index, orders, now);
  const entries = entriesOf(content, key).map(({ partition, ...entry }) => ({ pk: partition, sk: positionOf(entry) }));
  const status = index % rejected === 0 ? ('REJECTED' as const) : ('SHIPPED' as const);
  return [
    { table: 'orders', item: { ...orderKeys.content(content.id, 0), ...content } },
    { table: 'orders', item: newOrderItem({ ...newOrder(content), status }) },
    ...entries.map((item) => ({ table: 'orderSearch', item })),
    ...(index % paidByReference === 0
      ? [{ table: 'payments', item: { pk: `ORDER#${content.id}`, sk: 'PAYMENT', reference: `pi_bench_${index}` } }]
      : []),
  ];
}

/** How long a search took, and how many rounds of calls it waited for, one after the other. */
export interface Searched {
  readonly milliseconds: number;
  readonly rounds: number;
}

/** A search of each kind, each time for another order. */
export function kinds(orders: number): Readonly<Record<string, (now: Date) => Promise<Searched>>> {
  const any = () => Math.floor(Math.random() * orders);
  const searches: Readonly<Record<string, () => Omit<Search, 'limit'>>> = {
    'order number': () => ({ said: numberOf(any()) }),
    'order id': () => ({ said: orderIdOf(numberOf(any())) }),
    'e-mail address': () => ({ said: emailOf(any()) }),
    'telephone number, without its country': () => ({ said: `0${phoneOf(any()).slice(3)}` }),
    "provider's reference": () => ({ said: `pi_bench_${any() - (any() % paidByReference)}` }),
    'SKU in most orders': () => ({ said: 'SKU-0' }),
    'SKU in few orders': () => ({ said: `SKU-${skus - 1 - (any() % 100)}` }),
    'the latest': () => ({}),
    'status and age, of one in 50': () => ({ status: 'REJECTED' }),
    'what nobody has': () => ({ said: `nobody-${any()}@example.com` }),
  };
  return Object.fromEntries(
    Object.entries(searches).map(([kind, search]) => [kind, (now: Date) => searched({ limit: 50, ...search() }, now)]),
  );
}

async function searched(search: Search, now: Date): Promise<Searched> {
  const ports: FindOrdersPorts = {
    ...{ orders: orderTable(), payments: paymentTable(), index: searchTable() },
    ...{ searchKey: async () => key, clock: () => now },
  };
  return timed(() => findOrders(search, ports));
}

/** How long something takes, and how many rounds of calls it waits for. */
export async function timed(run: () => Promise<unknown>): Promise<Searched> {
  let rounds = 0;
  let underWay = 0;
  const { send } = dynamodb;
  // A call that begins while none is under way waited for all before it.
  Object.assign(dynamodb, {
    send: async (...call: Parameters<typeof send>) => {
      if (underWay++ === 0) rounds++;
      try {
        return await send.apply(dynamodb, call);
      } finally {
        underWay--;
      }
    },
  });
  const begun = performance.now();
  try {
    await run();
    return { milliseconds: performance.now() - begun, rounds };
  } finally {
    Object.assign(dynamodb, { send });
  }
}
