import { randomUUID } from 'node:crypto';
import { orderIdOf, orderNumberFor } from '../../lambdas/orders/order-id.ts';
import { eachOf } from '../../lambdas/runtime/each-of.ts';
import type { Cloud } from '../../local/cloud.ts';
import { type JudgedHistory, openHistory } from '../../local/history/recorder.ts';
import { type Invoice, isCreditNote } from '../../local/invoices.ts';
import { putInvoicesOnSale } from '../../local/replay/replay.ts';
import { storefrontClient } from '../../local/storefront.ts';
import type { FaultProxy } from './fault-proxy.ts';
import { type Mending, mend } from './operators.ts';
import { type Shopper, shop } from './shoppers.ts';

/** The client whose access token a local storefront gets unless told otherwise. */
const storefront = 'storefront-a';

/** What a run is made of. */
export interface ChaosOptions {
  readonly seed: number;
  /** How often a call goes wrong, 0 to 1. */
  readonly rate: number;
  readonly invoices: readonly Invoice[];
  /** How many orders; where there are fewer invoices, they come again. */
  readonly orders: number;
  readonly concurrency: number;
  readonly historyFile?: string;
  readonly tell: (sentence: string) => void;
}

/** What came of a run. */
export interface ChaosRun extends JudgedHistory {
  readonly mending: Mending;
  readonly calls: number;
  /** How often each kind of fault met each service: `dynamodb cut`. */
  readonly faults: Readonly<Record<string, number>>;
  readonly seconds: number;
}

/**
 * Pushes real invoices through the service while every call of its functions may go wrong, and the shoppers' own calls
 * too; then the trouble is over, operators mend what failed, and the history of all is judged.
 */
export async function chaos(
  cloud: Cloud,
  proxy: FaultProxy,
  { seed, rate, invoices, orders, concurrency, historyFile, tell }: ChaosOptions,
): Promise<ChaosRun> {
  const shoppers = shoppersOf(invoices, orders, `chaos-${seed}-${randomUUID().slice(0, 8)}`);
  const orderIds = new Set(shoppers.map(({ orderId }) => orderId));
  const nameOf = new Map(
    shoppers.flatMap(({ name, orderId, idempotencyKey }) => [
      [orderId, name],
      [idempotencyKey, name],
    ]),
  );
  await putInvoicesOnSale(
    cloud,
    shoppers.map(({ invoice }) => invoice),
  );
  const history = await openHistory(cloud);
  const client = storefrontClient({
    apiUrl: cloud.apiUrl.replace(cloud.endpoint, proxy.url),
    token: await cloud.storefrontToken({ client: storefront }),
    record: history.record,
  });

  tell(`${orders} orders, and ${100 * rate}% of all calls go wrong (seed ${seed}) …`);
  const begun = Date.now();
  proxy.inject({ seed, rate, nameOf: (subject) => nameOf.get(subject) ?? '' });
  const issuerPort = Number(new URL(cloud.issuer).port);
  let placed = 0;
  await eachOf(shoppers, concurrency, async (shopper) => {
    await shop({ seed, rate, issuerPort, storefront: client }, shopper).catch((error: unknown) =>
      tell(`${shopper.name}: ${error instanceof Error ? error.message : error}`),
    );
    placed++;
    if (placed % Math.ceil(orders / 10) === 0) tell(`  ${placed} of ${orders}`);
  });
  const { calls, faults } = { calls: proxy.calls(), faults: proxy.faults() };
  proxy.inject(undefined);
  tell(`The trouble is over after ${calls} calls and ${faults.length} faults; operators mend what failed …`);
  const mending = await mend(cloud, orderIds);
  const judged = await history.close(historyFile);
  return {
    ...judged,
    mending,
    calls,
    faults: countsOf(faults.map(({ service, kind }) => `${service} ${kind}`)),
    seconds: (Date.now() - begun) / 1000,
  };
}

function shoppersOf(invoices: readonly Invoice[], orders: number, run: string): readonly Shopper[] {
  const sales = invoices.filter((invoice) => !isCreditNote(invoice));
  return Array.from({ length: orders }, (_, index) => sales[index % sales.length]).flatMap((invoice, index) => {
    if (invoice === undefined) return [];
    const name = `invoice ${invoice.invoice}, round ${1 + Math.floor(index / sales.length)}`;
    const idempotencyKey = `${run}-${index}`;
    const orderId = orderIdOf(orderNumberFor({ storefront, idempotencyKey }));
    return { name, idempotencyKey, orderId, invoice };
  });
}

function countsOf(words: readonly string[]): Readonly<Record<string, number>> {
  const groups = Map.groupBy(words, (word) => word);
  return Object.fromEntries([...groups].map(([word, { length }]) => [word, length] as const).sort());
}
