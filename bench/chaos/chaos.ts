import { randomUUID } from 'node:crypto';
import { orderIdOf, orderNumberFor } from '../../lambdas/orders/order-id.ts';
import { eachOf } from '../../lambdas/runtime/each-of.ts';
import { type JudgedHistory, type ObservedCloud, openHistory } from '../../local/history/recorder.ts';
import { type Invoice, isCreditNote } from '../../local/invoices.ts';
import { putInvoicesOnSale } from '../../local/replay/replay.ts';
import { storefrontClient } from '../../local/storefront.ts';
import type { FaultProxy } from './fault-proxy.ts';
import { type Mending, mend, untilQuiet } from './operators.ts';
import { type Shopper, shop } from './shoppers.ts';

/** Who places the orders. */
const storefront = 'storefront-a';

/** Where the orders go, whose functions call AWS through the proxy. */
export interface ChaosTarget extends ObservedCloud {
  readonly apiUrl: string;
  /** An access token of the client `storefront-a`. */
  readonly token: string;
}

/** What a run is made of. */
export interface ChaosOptions {
  readonly seed: number;
  /** How often a call goes wrong, 0 to 1. */
  readonly rate: number;
  readonly invoices: readonly Invoice[];
  /** How many orders; where there are fewer invoices, they come again. */
  readonly orders: number;
  readonly concurrency: number;
  /** Whether others have orders there too: then their work in the queues is not waited for. */
  readonly isShared?: boolean;
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
  cloud: ChaosTarget,
  proxy: FaultProxy,
  { seed, rate, invoices, orders, concurrency, isShared = false, historyFile, tell }: ChaosOptions,
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
    token: cloud.token,
    record: history.record,
  });

  tell(`${orders} orders, and ${100 * rate}% of all calls go wrong (seed ${seed}) …`);
  const begun = Date.now();
  const callsBefore = proxy.calls();
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
  const [calls, faults] = [proxy.calls() - callsBefore, proxy.faults()];
  proxy.inject(undefined);
  tell(`The trouble is over after ${calls} calls and ${faults.length} faults; operators mend what failed …`);
  const mending = await mend(cloud, orderIds);
  if (!isShared) await untilQuiet(cloud);
  const judged = await history.close({ file: historyFile, ...(!isShared && { patienceSeconds: 0 }) });
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
