import type { Holds } from '../orders/holds.ts';
import { type Counted, openQuantities } from '../orders/line-counts.ts';
import type { Order, OrderLine } from '../orders/order.ts';
import type { Holding } from './stock.ts';

/*
 * What is reserved for an order = what is still to be shipped of its first `heldSkus` SKUs, less what is backordered.
 * That is written on the order by the same transaction that moves the stock, so it is true at any moment, whatever
 * crashes or runs twice.
 */

/** What an order holds, one entry a SKU, in the order in which it was held. */
export function holdingsOf(order: Holds & Counted, lines: readonly OrderLine[]): readonly Holding[] {
  return openQuantities(order, lines)
    .slice(0, order.heldSkus)
    .map(({ sku, quantity }) => {
      const backordered = order.backorderedLines?.find((line) => line.sku === sku);
      const taken = quantity - (backordered?.quantity ?? 0);
      const units = order.heldFrom?.[sku] ?? (taken > 0 ? [{ shard: 0, units: taken }] : []);
      return { sku, quantity, backordered, units };
    });
}

/** True when the holding's stock was spread over shards as it was taken. */
export function isSpread(order: Pick<Order, 'heldFrom'>, { sku }: Holding): boolean {
  return order.heldFrom?.[sku] !== undefined;
}

/**
 * A holding in two: so many units of it, and the rest.
 * @param there units of those that lie in the warehouse
 * @param late units of those that are still to come
 */
export function splitHolding(holding: Holding, there: number, late = 0): readonly [part: Holding, rest: Holding] {
  const { sku, quantity, units, backordered } = holding;
  let left = there;
  const taken = units.map(({ shard, units: lie }) => {
    const part = Math.min(left, lie);
    left -= part;
    return { shard, units: part };
  });
  const others = units.map(({ shard, units: lie }, index) => ({ shard, units: lie - (taken[index]?.units ?? 0) }));
  const some = (of: typeof taken) => of.filter((part) => part.units > 0);
  const waiting = (count: number) =>
    backordered !== undefined && count > 0 ? { ...backordered, quantity: count } : undefined;
  return [
    { sku, quantity: there + late, units: some(taken), backordered: waiting(late) },
    {
      sku,
      quantity: quantity - there - late,
      units: some(others),
      backordered: waiting((backordered?.quantity ?? 0) - late),
    },
  ];
}

/**
 * The mark of an order that then holds these; the reverse of `holdingsOf`.
 * @param alsoSpread SKUs whose stock is found spread now, besides those of the mark that the order has
 */
export function holdsOf(
  order: Pick<Order, 'heldFrom'>,
  holdings: readonly Holding[],
  alsoSpread: readonly string[] = [],
): Holds {
  const spread = holdings.filter((holding) => isSpread(order, holding) || alsoSpread.includes(holding.sku));
  const backorderedLines = holdings.flatMap((holding) => holding.backordered ?? []);
  return {
    heldSkus: holdings.length,
    ...(spread.length > 0 && { heldFrom: Object.fromEntries(spread.map(({ sku, units }) => [sku, [...units]])) }),
    ...(backorderedLines.length > 0 && { backorderedLines }),
  };
}
