import { type Executions, executionsOf } from '../../bin/operations/executions.ts';
import { until } from '../../bin/operations/until.ts';
import { eachOf } from '../../lambdas/runtime/each-of.ts';
import { localStage } from '../aws.ts';
import { isPromised, ofType } from '../history/history.ts';
import type { Violation } from '../history/promises.ts';
import { type ObservedCloud, openHistory } from '../history/recorder.ts';
import { type Invoice, isCreditNote } from '../invoices.ts';
import { seed } from '../seed.ts';
import { stockUp } from '../stock-up.ts';
import { type ProblemDocument, type StorefrontClient, storefrontClient } from '../storefront.ts';
import { idempotencyKey, isPossible, orderFromInvoice } from './order-from-invoice.ts';
import { startingStock } from './starting-stock.ts';

/** What became of one invoice. */
export type Outcome =
  /** The API refused it; nothing was stored. */
  | { readonly kind: 'refused'; readonly invoice: Invoice; readonly reason: string }
  /** Accepted, and its execution has ended. */
  | {
      readonly kind: 'ended';
      readonly invoice: Invoice;
      readonly orderId: string;
      readonly status: string;
      readonly reason?: string | undefined;
      /** The error at which its execution failed for good. */
      readonly failure?: string | undefined;
    }
  /** Nobody knows: no answer, or accepted and not ended. */
  | { readonly kind: 'lost'; readonly invoice: Invoice; readonly orderId?: string; readonly why: string };

/** The service that gets the orders. */
export interface ReplayTarget extends ObservedCloud {
  readonly apiUrl: string;
  /** A storefront's access token for writing and reading orders. */
  readonly token: string;
}

/** How to replay. */
export interface ReplayOptions {
  readonly invoices: readonly Invoice[];
  /** Tells this run's orders from those of another run. */
  readonly run: string;
  readonly concurrency?: number;
  /** Units of every product; without it, see {@link startingStock}. */
  readonly stock?: number | undefined;
  /** How long an order may take to its end. */
  readonly orderSeconds?: number;
  /** Where the history is kept. */
  readonly historyFile?: string;
  /** How long a broken promise may be what a queue has still to do; some minutes unless told otherwise. */
  readonly patienceSeconds?: number;
  readonly onOutcome?: (outcome: Outcome) => void;
  /** The catalogue stands; orders follow. */
  readonly onReady?: (products: number) => void;
}

/** Everything that a replay saw. */
export interface Replay {
  readonly outcomes: readonly Outcome[];
  /** Invoices that give money back: nothing that a storefront sends. */
  readonly creditNotes: number;
  /** Dead letters of this run's orders. */
  readonly deadLetters: number;
  /** How often a request was sent again. */
  readonly repeats: number;
  readonly milliseconds: number;
  readonly stock: { readonly skus: number; readonly unitsPromised: number };
  /** What no invoice should have met, a sentence each. */
  readonly mistakes: readonly string[];
  /** The promises that the service has broken. */
  readonly violations: readonly Violation[];
}

/**
 * Puts the invoices' products on sale, sends the sales invoices as orders, follows each accepted one to its end, and
 * judges the history of all by what the service promises.
 *
 * @example
 * const { outcomes } = await replay({ ...cloud, token: await cloud.storefrontToken() }, { invoices, run: 'first' });
 */
export async function replay(target: ReplayTarget, options: ReplayOptions): Promise<Replay> {
  const { invoices, run, concurrency = 8, stock, orderSeconds = 300, onOutcome, onReady } = options;
  const sales = invoices.filter((invoice) => !isCreditNote(invoice));
  const units = await putInvoicesOnSale(target, sales, stock);
  const history = await openHistory(target);
  onReady?.(units.size);

  const storefront = storefrontClient({ ...target, record: history.record });
  const executions = executionsOf(localStage(target));
  const outcomes: Outcome[] = [];
  const startedAt = Date.now();
  await eachOf(sales, concurrency, async (invoice) => {
    const outcome = await play({ storefront, executions, run, orderSeconds }, invoice);
    outcomes.push(outcome);
    onOutcome?.(outcome);
  });
  const milliseconds = Date.now() - startedAt;

  const { events, violations } = await history.close({
    file: options.historyFile,
    patienceSeconds: options.patienceSeconds,
  });
  const promised = ofType(events, 'order')
    .filter(isPromised)
    .flatMap(({ promised }) => promised);
  return {
    outcomes,
    creditNotes: invoices.length - sales.length,
    deadLetters: ofType(events, 'dead letter').length,
    repeats: storefront.repeats(),
    milliseconds,
    stock: {
      skus: ofType(events, 'stock after').length,
      unitsPromised: promised.reduce((sum, { quantity }) => sum + quantity, 0),
    },
    mistakes: outcomes.flatMap(mistakeOf),
    violations,
  };
}

/**
 * Puts the products of these invoices on sale.
 * @param stock units of every product; without it, see {@link startingStock}
 * @returns the units of each
 */
export async function putInvoicesOnSale(
  target: Pick<ReplayTarget, 'endpoint' | 'outputs'>,
  sales: readonly Invoice[],
  stock?: number,
): Promise<ReadonlyMap<string, number>> {
  const sold = sales.map((sale) => ({ ...sale, lines: sale.lines.filter(isPossible) }));
  const needed = startingStock(sales);
  const units = stock === undefined ? needed : new Map([...needed.keys()].map((sku) => [sku, stock]));
  await seed({ ...target, invoices: sold, stock: (sku) => units.get(sku) ?? 0 });
  await stockUp(target, units);
  return units;
}

interface Stage {
  readonly storefront: StorefrontClient;
  readonly executions: Executions;
  readonly run: string;
  readonly orderSeconds: number;
}

async function play({ storefront, executions, run, orderSeconds }: Stage, invoice: Invoice): Promise<Outcome> {
  let orderId: string | undefined;
  try {
    const answer = await storefront.submit(orderFromInvoice(invoice), idempotencyKey(run, invoice));
    if (!answer.accepted) return { kind: 'refused', invoice, reason: reasonOf(answer.problem) };
    const { id } = answer.order;
    orderId = id;
    // The execution's end is the order's: with it, the customer has been told.
    const execution = await until(`the end of order ${id}`, orderSeconds, async () => {
      const now = await executions.status(id);
      return now.status !== 'RUNNING' && now;
    });
    const { status, rejection } = await storefront.order(id);
    const failure = execution.status === 'SUCCEEDED' ? undefined : (execution.error ?? execution.status);
    return { kind: 'ended', invoice, orderId: id, status, reason: rejection?.reason, failure };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { kind: 'lost', invoice, why, ...(orderId === undefined ? {} : { orderId }) };
  }
}

/** Why the API refused: the problem's type and the kinds of fields that it names. */
export function reasonOf({ type, errors = [] }: ProblemDocument): string {
  const fields = errors.map(
    ({ pointer, header }) => pointer?.replace(/^#?\//, '').replace(/\d+/g, '*') ?? header ?? '',
  );
  const kind = type.replace(/^urn:order-confirmation:problem:/, '');
  return [kind, [...new Set(fields)].sort().join(' and ')].filter((part) => part !== '').join(': ');
}

function mistakeOf(outcome: Outcome): readonly string[] {
  const { invoice, lines } = outcome.invoice;
  const possible = lines.every(isPossible);
  switch (outcome.kind) {
    case 'lost':
      return [`invoice ${invoice} (${outcome.orderId ?? 'no order'}): ${outcome.why}`];
    case 'refused':
      return possible ? [`invoice ${invoice} was refused without a reason: ${outcome.reason}`] : [];
    case 'ended': {
      const name = `invoice ${invoice} (${outcome.orderId})`;
      if (!possible) return [`${name} was accepted with an impossible line`];
      return outcome.failure === undefined ? [] : [`${name} failed: ${outcome.failure}`];
    }
  }
}
