import * as z from 'zod/mini';
import { currentLines, openUnits } from '../../orders/line-counts.ts';
import { Shipment } from '../../orders/shipment.ts';
import type { OrderToTell } from './notice-record.ts';
import { SaidLine } from './said-line.ts';

/** What notices say of a shipment. */
export const SaidShipment = z.object({
  ...z.pick(Shipment, { carrier: true, trackingNumber: true }).shape,
  lines: z.readonly(z.array(SaidLine)),
  /** What was still to be sent when it left; where its stock is still to come, when that is expected, ISO 8601 UTC. */
  toFollow: z.readonly(z.array(z.object({ ...SaidLine.shape, expectedAt: z.optional(z.string()) }))),
});
export type SaidShipment = Readonly<z.output<typeof SaidShipment>>;

/** What is to be said of a shipment of an order, without what is to follow it. */
export function saidOf(
  { content }: Pick<OrderToTell, 'content'>,
  { carrier, trackingNumber, lines }: Pick<Shipment, 'carrier' | 'trackingNumber' | 'lines'>,
): SaidShipment {
  const sent = lines.flatMap(({ line, quantity }) => {
    const ordered = content.lines[line - 1];
    return ordered === undefined ? [] : [{ sku: ordered.sku, name: ordered.name, quantity }];
  });
  return { carrier, trackingNumber, lines: sent, toFollow: [] };
}

/** What of an order is to follow a shipment: what is still to leave, and what left after it, before it was told of. */
export function toFollowOf(
  { order, content, shipments }: Pick<OrderToTell, 'order' | 'content' | 'shipments'>,
  { at }: Pick<Shipment, 'at'>,
): SaidShipment['toFollow'] {
  const expected = new Map(order.backorderedLines?.map((line) => [line.sku, line.expectedAt]));
  const leftAfter = shipments.filter((one) => one.at > at).flatMap(({ lines }) => lines);
  return currentLines(order, content.lines).flatMap((line) => {
    const { sku, name } = line;
    const ofLine = leftAfter.filter((units) => units.line === line.line);
    const quantity = ofLine.reduce((sum, units) => sum + units.quantity, openUnits(line));
    return quantity === 0 ? [] : [{ sku, name, quantity, expectedAt: expected.get(sku) }];
  });
}

/** What the sentences about a shipment get of it. */
export function carriedBy(
  { carrier, trackingNumber }: Pick<SaidShipment, 'carrier' | 'trackingNumber'>,
  foreign: (words: string) => string,
) {
  return {
    carrier: carrier === undefined ? undefined : foreign(carrier),
    trackingNumber: trackingNumber === undefined ? undefined : foreign(trackingNumber),
  };
}
