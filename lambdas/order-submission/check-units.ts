import { mostPerOrder } from '../contingency/demand-open.ts';
import type { Switch } from '../contingency/switch.ts';
import type { OrderRequest } from '../orders/order-request.ts';
import { Problem } from '../runtime/problem.ts';
import { tooManyUnits } from './problems.ts';

/**
 * Makes sure that no SKU is ordered in more units than a flash sale allows, its lines together.
 * @throws Problem too-many-units naming the line with which each is too many
 */
export function checkUnits({ lines }: Pick<OrderRequest, 'lines'>, switches: readonly Switch[], now: Date): void {
  const ordered = new Map<string, number>();
  const errors = lines.flatMap(({ sku, quantity }, index) => {
    const before = ordered.get(sku) ?? 0;
    ordered.set(sku, before + quantity);
    const most = mostPerOrder(switches, sku, now);
    if (most === undefined || before > most || before + quantity <= most) return [];
    return [{ pointer: `#/lines/${index}/quantity`, detail: `an order takes at most ${most} of ${sku} at the moment` }];
  });
  if (errors.length > 0) throw new Problem(tooManyUnits, 'Nothing was stored; see errors.', { errors });
}
