import type { TransactionItem } from '../runtime/dynamodb.ts';
import type { MovementTable } from './movement-table.ts';
import type { StockTable } from './stock-table.ts';

/** What taking units back touches. */
export interface TakeBackUnitsPorts {
  readonly stock: Pick<StockTable, 'findMain' | 'moveWrites'>;
  readonly movements: Pick<MovementTable, 'append'>;
}

/**
 * The writes that take units back into the warehouse, for one transaction: to be sold again, or set aside; a movement
 * each. They lie on shard 0, as what staff receive does.
 * @param units by SKU
 */
export async function takeBackUnits(
  units: ReadonlyMap<string, number>,
  { id, at, by, restock }: { readonly id: string; readonly at: string; readonly by: string; readonly restock: boolean },
  { stock, movements }: TakeBackUnitsPorts,
): Promise<TransactionItem[]> {
  const writes = await Promise.all(
    [...units].map(async ([sku, back]) => {
      const main = await stock.findMain(sku);
      // What was shipped has been in stock, and no stock is ever taken away.
      if (main === undefined) throw new Error(`there is no stock of ${sku}`);
      const noted = { sku, shard: 0, at, id, reason: 'RETURN', by } as const;
      const [change, moved] = restock
        ? [{ onHand: back, available: back }, { onHand: back }]
        : [{ unsellable: back }, { onHand: 0, unsellable: back }];
      return [...stock.moveWrites(main, new Map([[0, change]])), movements.append({ ...noted, ...moved })];
    }),
  );
  return writes.flat();
}
