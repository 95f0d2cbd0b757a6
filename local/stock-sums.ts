import { type DeployedStage, setFunctionEnvironment } from '../bin/operations/function-environment.ts';
import type { CheckStockPorts } from '../lambdas/stock-check/check-stock.ts';

/** The stock of one SKU, in units, over all its shards. */
export interface StockSum {
  readonly sku: string;
  readonly onHand: number;
  readonly available: number;
  readonly reserved: number;
}

/** A SKU whose stock does not add up, and why. */
export interface StockDifference {
  readonly sku: string;
  readonly what: string;
}

/** An order that must hold what it asked for, as long as nobody has ended it. */
export interface HoldingOrder {
  readonly id: string;
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
}

/** The tables of a stage, as its own stock check reads them. */
export async function stockTables(stage: DeployedStage): Promise<CheckStockPorts> {
  setFunctionEnvironment(stage);
  const { checkingStock } = await import('../lambdas/stock-check/check-stock.ts');
  return checkingStock();
}

/** The stock of every SKU, by SKU. */
export async function readStock({ stock }: Pick<CheckStockPorts, 'stock'>): Promise<ReadonlyMap<string, StockSum>> {
  const sums = new Map<string, StockSum>();
  for await (const { sku, onHand, available, reserved } of stock.all()) {
    const sum = sums.get(sku) ?? nothing(sku);
    sums.set(sku, {
      sku,
      onHand: sum.onHand + onHand,
      available: sum.available + available,
      reserved: sum.reserved + reserved,
    });
  }
  return sums;
}

/**
 * What does not add up now: nothing where each SKU stands as it stood `before`, but for what these orders hold since.
 * Beside them others may be placed, shipped or cancelled, and holds expire, at any moment and between two reads: where
 * it stands otherwise, the service's own stock check says whether it is wrong, from the ledger and from what all orders
 * hold, and the orders whether they hold what they ask for.
 */
export async function stockDifferences(
  before: ReadonlyMap<string, StockSum>,
  orders: readonly HoldingOrder[],
  tables: CheckStockPorts,
): Promise<readonly StockDifference[]> {
  const after = await readStock(tables);
  const held = quantitiesOf(orders.flatMap(({ lines }) => lines));
  const doubted = new Set(
    [...before.keys(), ...after.keys(), ...held.keys()].filter((sku) => {
      const was = before.get(sku) ?? nothing(sku);
      const is = after.get(sku) ?? nothing(sku);
      const isAsExpected = is.onHand === was.onHand && is.reserved === was.reserved + (held.get(sku) ?? 0);
      return !isAsExpected || is.onHand !== is.available + is.reserved || is.available < 0;
    }),
  );
  if (doubted.size === 0) return [];

  const { stockReport } = await import('../lambdas/stock-check/check-stock.ts');
  const { stock } = await stockReport(onlyOf(doubted, tables));
  return [
    ...[...doubted].filter((sku) => !after.has(sku)).map((sku) => ({ sku, what: 'has no stock item' })),
    ...stock.map(({ item, right }) => ({ sku: item.sku, what: whatDiffers(item, right) })),
    ...(await notHeld(orders, doubted, tables)),
  ];
}

/** The quantities of order lines, summed per SKU. */
export function quantitiesOf(lines: HoldingOrder['lines']): ReadonlyMap<string, number> {
  const quantities = new Map<string, number>();
  for (const { sku, quantity } of lines) quantities.set(sku, (quantities.get(sku) ?? 0) + quantity);
  return quantities;
}

function nothing(sku: string): StockSum {
  return { sku, onHand: 0, available: 0, reserved: 0 };
}

/** The tables as if there were these SKUs only: the check reads a ledger for each. */
function onlyOf(skus: ReadonlySet<string>, { stock, backorders, ...tables }: CheckStockPorts): CheckStockPorts {
  return {
    ...tables,
    stock: { all: () => among(stock.all(), skus) },
    backorders: { all: () => among(backorders.all(), skus) },
  };
}

async function* among<Item extends { readonly sku: string }>(items: AsyncIterable<Item>, skus: ReadonlySet<string>) {
  for await (const item of items) if (skus.has(item.sku)) yield item;
}

function whatDiffers(is: object, right: object): string {
  const counters = new Map(Object.entries(is));
  return Object.entries(right)
    .filter(([counter, units]) => units !== (counters.get(counter) ?? 0))
    .map(([counter, units]) => `${counter} ${counters.get(counter) ?? 0} instead of ${units}`)
    .join(', ');
}

/** Which of the orders hold less than they ask for though nobody has ended them. */
async function notHeld(
  orders: readonly HoldingOrder[],
  skus: ReadonlySet<string>,
  tables: CheckStockPorts,
): Promise<readonly StockDifference[]> {
  const differences: StockDifference[] = [];
  for (const { id, lines } of orders.filter(({ lines }) => lines.some(({ sku }) => skus.has(sku)))) {
    const { order } = await tables.orders.find(id);
    const isHolding = order?.status === 'RESERVED' || order?.status === 'CONFIRMED';
    const asked = quantitiesOf(lines);
    if (!isHolding || order.heldSkus === asked.size) continue;
    const what = `order ${id} is ${order.status}, but holds ${order.heldSkus} of its ${asked.size} SKUs`;
    differences.push(...[...asked.keys()].filter((sku) => skus.has(sku)).map((sku) => ({ sku, what })));
  }
  return differences;
}
