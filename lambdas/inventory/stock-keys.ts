/**
 * The keys of the Stock table:
 * - `SKU#<sku>` / `STOCK`: the stock of a SKU, its shard 0
 * - `SKU#<sku>#<n>` / `STOCK`: its shard n; a partition of its own, because one partition takes 1,000 writes a second
 */
export const stockKey = (sku: string, shard = 0) => ({
  pk: shard === 0 ? `SKU#${sku}` : `SKU#${sku}#${shard}`,
  sk: 'STOCK',
});
