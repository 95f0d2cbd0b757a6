import type { Accepted } from '../orders/hold-marks.ts';
import { countedLines, countsWith, type LineUnits } from '../orders/line-counts.ts';
import type { Order, OrderContent } from '../orders/order.ts';
import { withoutUnits } from '../orders/without-units.ts';

/**
 * What an order is accepted for that takes what there is, and goes without some units. It is written with the stock
 * that is held in their place, before anybody is asked for money.
 * @param missing units by SKU; where a SKU stands in several lines, the last ones go first
 * @param isAll with these units, all is known that it goes without
 */
export function acceptedWithout(
  order: Order,
  content: OrderContent,
  missing: ReadonlyMap<string, number>,
  isAll: boolean,
): Accepted {
  const left = new Map(missing);
  const units = countedLines(order, content.lines)
    .toReversed()
    .map(({ line, sku, quantity, cancelled }): LineUnits => {
      const off = Math.min(quantity - cancelled, left.get(sku) ?? 0);
      left.set(sku, (left.get(sku) ?? 0) - off);
      return { line, quantity: off };
    });
  const lineCounts = [
    ...countsWith(
      order,
      'cancelled',
      units.filter(({ quantity }) => quantity > 0),
    ),
  ];
  if (lineCounts.length === 0) return {};
  if (!isAll) return { lineCounts };
  // Nothing else was cancelled of it yet: that is possible once its stock is reserved.
  const cancelled = countedLines({ lineCounts }, content.lines).map((line) => line.cancelled);
  const { total, totals } = withoutUnits(content, cancelled);
  return { lineCounts, total, ...(totals && { due: totals.due }) };
}
