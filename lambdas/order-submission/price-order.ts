import { mismatchesOf } from '../orders/check-totals.ts';
import type { OrderLine } from '../orders/order.ts';
import type { OrderRequest } from '../orders/order-request.ts';
import { maxTotal } from '../orders/totals.ts';
import type { Product } from '../products/product-table.ts';
import { type FieldError, Problem } from '../runtime/problem.ts';
import { invalidOrder } from './problems.ts';

/**
 * The order's lines with name and prices from the catalogue, and their total. A price that the request states must be
 * one that the catalogue sells at; without one, the list price counts. Totals that it states must add up.
 * @throws Problem invalid-order naming every line that cannot be sold, or every stated figure that differs, with both
 */
export function priceOrder(
  { currency, lines, total: statedTotal, totals }: Pick<OrderRequest, 'currency' | 'lines' | 'total' | 'totals'>,
  products: ReadonlyMap<string, Product>,
): { readonly lines: readonly OrderLine[]; readonly total: number } {
  const errors: FieldError[] = [];
  const refuse = (pointer: string, detail: string) => {
    errors.push({ pointer: `#${pointer}`, detail });
  };

  const priced = lines.flatMap(({ sku, quantity, unitPrice: statedPrice }, index): OrderLine[] => {
    const product = products.get(sku);
    if (product === undefined) {
      refuse(`/lines/${index}/sku`, `there is no product with the SKU ${sku}`);
      return [];
    }
    const prices = product.prices.filter((price) => price.currency === currency).map(({ unitPrice }) => unitPrice);
    const unitPrice = statedPrice ?? prices[0];
    if (unitPrice === undefined || prices.length === 0) {
      refuse(`/lines/${index}/sku`, `${sku} is not sold in ${currency}`);
      return [];
    }
    if (!prices.includes(unitPrice)) {
      refuse(`/lines/${index}/unitPrice`, `${sku} is sold at ${prices.join(' or ')}, not at ${unitPrice}`);
      return [];
    }
    return [{ sku, name: product.name, quantity, unitPrice, total: quantity * unitPrice }];
  });

  const ofLines = priced.reduce((sum, line) => sum + line.total, 0);
  if (errors.length === 0 && ofLines > maxTotal) refuse('/lines', `the order's total is above ${maxTotal}`);
  if (errors.length === 0 && totals !== undefined) {
    if (statedTotal === undefined) refuse('/total', 'must be stated beside totals');
    else for (const { pointer, detail } of mismatchesOf(priced, totals, statedTotal)) refuse(pointer, detail);
  } else if (errors.length === 0 && statedTotal !== undefined && statedTotal !== ofLines) {
    refuse('/total', `the stated total is ${statedTotal}, the lines come to ${ofLines}`);
  }
  if (errors.length > 0) throw new Problem(invalidOrder, 'The order cannot be sold as stated; see errors.', { errors });
  return { lines: priced, total: totals === undefined ? ofLines : (statedTotal ?? ofLines) };
}
