import * as z from 'zod/mini';
import { currentLines, openUnits } from '../../orders/line-counts.ts';
import { OrderLine } from '../../orders/order.ts';
import { Shipment } from '../../orders/shipment.ts';
import { aNotice, good } from './notice-record.ts';

const { sku, name, quantity } = OrderLine.shape;
const { carrier, trackingNumber } = Shipment.shape;

/** Units of the order have left the warehouse: all of them, or a part. `about`: the id of the shipment. */
export const orderShipped = aNotice({
  says: z.object({
    shipment: z.object({
      carrier,
      trackingNumber,
      lines: z.readonly(z.array(z.object({ sku, name, quantity }))),
      /** What is still to be sent; where its stock is still to come, when that is expected, ISO 8601 UTC. */
      toFollow: z.readonly(z.array(z.object({ sku, name, quantity, expectedAt: z.optional(z.string()) }))),
    }),
  }),
  of({ order, content, shipments, about }) {
    const shipment = shipments.find(({ id }) => id === about);
    if (shipment === undefined) return undefined;
    const expected = new Map(order.backorderedLines?.map((line) => [line.sku, line.expectedAt]));
    const lines = shipment.lines.flatMap(({ line, quantity }) => {
      const ordered = content.lines[line - 1];
      return ordered === undefined ? [] : [{ sku: ordered.sku, name: ordered.name, quantity }];
    });
    const toFollow = currentLines(order, content.lines).flatMap((line) => {
      const { sku, name } = line;
      const quantity = openUnits(line);
      return quantity === 0 ? [] : [{ sku, name, quantity, expectedAt: expected.get(sku) }];
    });
    const { carrier, trackingNumber } = shipment;
    return { shipment: { carrier, trackingNumber, lines, toFollow } };
  },
  sentences: (texts, facts, { shipment: { carrier, trackingNumber, toFollow } }) =>
    texts['order-shipped'](facts, {
      carrier: carrier === undefined ? undefined : facts.foreign(carrier),
      trackingNumber: trackingNumber === undefined ? undefined : facts.foreign(trackingNumber),
      isAll: toFollow.length === 0,
    }),
  look: good,
  orderStatus: 'OrderInTransit',
  kind: 'delivery',
});
