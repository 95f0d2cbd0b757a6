import type { TransactionItem } from '../runtime/dynamodb.ts';
import type { MovementTable } from './movement-table.ts';
import type { StockTable } from './stock-table.ts';

/** What taking units back touches. */
export interface TakeBackUnitsPorts {
  readonly stock: Pick<StockTable, 'findMain' | 'moveWrites'>;
  readonly movements: Pick<MovementTable, 'append'>;
}

/** Units that came back, by SKU: to be sold again, or set aside. */
export interface UnitsBack {
  readonly id: string;
  readonly restock: boolean;
  readonly units: ReadonlyMap<string, number>;
}

/**
 * The writes that take units back into the warehouse, for one transaction: of each SKU its stock, and a movement for each
 * of the returns. They lie on shard 0, as what staff receive does.
 */
export async function takeBackUnits(
  returns: readonly UnitsBack[],
  { at, by }: { readonly at: string; readonly by: string },
  { stock, movements }: TakeBackUnitsPorts,
): Promise<TransactionItem[]> {
  const skus = new Set(returns.flatMap(({ units }) => [...units.keys()]));
  const writes = await Promise.all(
    [...skus].map(async (sku) => {
      const main = await stock.findMain(sku);
      // What was shipped has been in stock, and no stock is ever taken away.
      if (main === undefined) throw new Error(`there is no stock of ${sku}`);
      const back = returns
        .map(({ id, restock, units }) => ({ id, restock, units: units.get(sku) ?? 0 }))
        .filter(({ units }) => units > 0);
      const sumOf = (of: typeof back) => of.reduce((sum, { units }) => sum + units, 0);
      const sellable = sumOf(back.filter(({ restock }) => restock));
      const unsellable = sumOf(back) - sellable;
      const change = {
        ...(sellable > 0 && { onHand: sellable, available: sellable }),
        ...(unsellable > 0 && { unsellable }),
      };
      const moved = back.map(({ id, restock, units }) =>
        movements.append({
          ...{ sku, shard: 0, at, id, reason: 'RETURN', by },
          ...(restock ? { onHand: units } : { onHand: 0, unsellable: units }),
        }),
      );
      return [...stock.moveWrites(main, new Map([[0, change]])), ...moved];
    }),
  );
  return writes.flat();
}
