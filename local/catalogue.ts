import type { Product } from '../lambdas/products/product-table.ts';
import { type Invoice, isCreditNote, minorUnits } from './invoices.ts';

/**
 * Products that no invoice sold, so that a replay makes none of them scarce: for the examples in the documents, and for
 * orders in Chinese, as the shop of the invoices sold nothing in yuan.
 */
export const demoProducts: readonly Product[] = [
  {
    sku: 'TEA-250',
    name: 'Green tea 250 g',
    prices: [
      { currency: 'GBP', unitPrice: 765 },
      { currency: 'CNY', unitPrice: 6800 },
      { currency: 'EUR', unitPrice: 890 },
    ],
  },
  {
    sku: 'CUP-STONE',
    name: 'Stoneware cup',
    prices: [
      { currency: 'GBP', unitPrice: 1800 },
      { currency: 'USD', unitPrice: 2400 },
      { currency: 'EUR', unitPrice: 2400 },
    ],
  },
  { sku: 'DEMO-TEA', name: '龙井绿茶 250 克', prices: [{ currency: 'CNY', unitPrice: 16800 }] },
  { sku: 'DEMO-CUP', name: '青瓷茶杯', prices: [{ currency: 'CNY', unitPrice: 5900 }] },
  { sku: 'DEMO-FAN', name: '苏绣团扇', prices: [{ currency: 'CNY', unitPrice: 12900 }] },
];

/**
 * The products that these invoices sold. A product's prices are all that it was sold at (the shop had several, by
 * quantity and by customer), the most frequent first; its name is the one it had most often.
 */
export function catalogueOf(invoices: readonly Invoice[]): readonly Product[] {
  const sold = new Map<string, { names: Tally<string>; prices: Tally<number> }>();
  for (const { sku, description, unitPrice } of invoices
    .filter((one) => !isCreditNote(one))
    .flatMap(({ lines }) => lines)) {
    const price = minorUnits(unitPrice);
    if (price <= 0) continue;
    const product = sold.get(sku) ?? { names: new Tally<string>(), prices: new Tally<number>() };
    sold.set(sku, product);
    product.prices.count(price);
    if (description.trim() !== '') product.names.count(description.trim());
  }
  return [...sold].map(([sku, { names, prices }]) => ({
    sku,
    name: names.mostFrequent()[0] ?? sku,
    prices: prices.mostFrequent().map((unitPrice) => ({ currency: 'GBP', unitPrice })),
  }));
}

class Tally<Value> {
  readonly #counts = new Map<Value, number>();

  count(value: Value): void {
    this.#counts.set(value, (this.#counts.get(value) ?? 0) + 1);
  }

  /** The values, the most frequent first; of equally frequent ones the one that came first. */
  mostFrequent(): Value[] {
    return [...this.#counts].sort(([, a], [, b]) => b - a).map(([value]) => value);
  }
}
