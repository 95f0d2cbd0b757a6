import type { OrderId } from '../orders/order.ts';
import { endHoldings } from './end-holdings.ts';
import { type MovementTable, movementTable } from './movement-table.ts';
import { type HoldingPorts, holdingPorts } from './reserve-inventory.ts';

/**
 * Takes the stock of a shipped order out of the warehouse: from reserved and on hand, with a movement each. Safe to run
 * twice.
 * @throws StockContention when another order touched the same SKU; worth a retry
 */
export async function issueInventory(
  orderId: OrderId,
  ports: HoldingPorts & { readonly movements: MovementTable } = { ...holdingPorts(), movements: movementTable() },
): Promise<void> {
  const { stock, movements } = ports;
  await endHoldings(orderId, ['SHIPPED'], ports, (holding, { isSpread, endedAt }) => [
    ...stock.releaseWrites(holding, { isSpread, to: 'issued' }),
    ...holding.units.map(({ shard, units }) =>
      movements.append({
        sku: holding.sku,
        shard,
        at: endedAt,
        id: orderId,
        reason: 'SHIPPED',
        onHand: -units,
        by: 'service',
      }),
    ),
  ]);
}
