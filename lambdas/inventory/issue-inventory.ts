import type { OrderId } from '../orders/order.ts';
import { endHoldings } from './end-holdings.ts';
import { type MovementTable, movementTable } from './movement-table.ts';
import { type HoldingPorts, holdingPorts } from './reserve-inventory.ts';
import { issued } from './ship-units.ts';

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
  await endHoldings(orderId, ['SHIPPED'], ports, (holding, { isSpread, endedAt, shipments }) => [
    ...stock.releaseWrites(holding, { isSpread, to: 'issued' }),
    // What an earlier release shipped has no shipment.
    ...issued(holding, { id: shipments.find(({ at }) => at === endedAt)?.id ?? orderId, at: endedAt }, movements),
  ]);
}
