import { absent, present, tryWrite, type When, writesTo } from '../runtime/dynamodb-write.ts';
import type { Replenishment, StockItem } from './stock.ts';
import { stockKey } from './stock-keys.ts';

/** What staff may set about a SKU; null takes a setting away. */
export type StockPolicy = {
  readonly [Setting in 'lowStockThreshold' | 'backorder' | keyof Replenishment]?: StockItem[Setting] | null | undefined;
};

/** What changes the settings of a SKU in the Stock table. */
export function stockPolicies(tableName: string) {
  const { update } = writesTo<StockItem>(tableName);

  /**
   * Changes the settings of a SKU: an undefined setting stays as it is, null takes it away.
   * @returns false when there is no such stock, the SKU is spread and would get a policy, or units are promised under
   * the policy that would go
   */
  async function changePolicy(sku: string, settings: StockPolicy): Promise<boolean> {
    const given = Object.entries(settings).filter(([, value]) => value !== undefined);
    if (given.length === 0) return true;
    const set = Object.fromEntries(given.filter(([, value]) => value !== null));
    const remove = given.filter(([, value]) => value === null).map(([name]) => name as keyof StockItem);
    // Without a threshold nothing is low; without a policy no order may find room under it.
    if (remove.includes('lowStockThreshold')) remove.push('lowSince', 'lowClaimedAt', 'lowToldAt');
    if (remove.includes('backorder')) remove.push('backordered');
    // Present with every policy: conditions compare with it.
    const add = 'backorder' in set ? { backordered: 0 } : {};
    return tryWrite(update(stockKey(sku), { set, add, remove, when: mayChange('backorder' in set, remove) }));
  }

  return { changePolicy };
}

function mayChange(
  setsBackorder: boolean,
  remove: readonly (keyof StockItem)[],
): When<StockItem> | readonly When<StockItem>[] {
  if (setsBackorder) return { pk: present, shards: absent };
  if (remove.includes('backorder')) return [{ pk: present, backordered: absent }, { backordered: 0 }];
  return { pk: present };
}
