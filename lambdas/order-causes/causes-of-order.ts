import { paidBy } from '../foresight/paid-by.ts';
import { isLateReason } from '../orders/expected-delivery.ts';
import type { Order, OrderLine } from '../orders/order.ts';
import type { OrderRecord } from '../orders/order-table.ts';
import { requestedAt } from '../orders/return-case.ts';
import type { Shipment } from '../orders/shipment.ts';
import type { Ticket } from '../tickets/ticket.ts';
import type { Occurrence } from './cause.ts';

/** Of an order, as far as causes go. */
export type CausesRecord = Pick<OrderRecord, 'order' | 'content' | 'shipments' | 'cases'>;

/** Of an order with more products than these, nobody can tell which of them it was. */
export const mostSkus = 20;

/**
 * What happened to an order that nobody wants, and why, as it stands: the same of the same order, whoever asks and
 * however often. What customers asked to give back counts whatever became of it: it is why they asked that matters.
 */
export function causesOf({ order, content, shipments, cases }: CausesRecord): readonly Occurrence[] {
  if (order === undefined) return [];
  const lines = content?.lines ?? [];
  const all = { subject: order.id, method: [paidBy(order)] };
  const of = (
    found: Pick<Occurrence, 'kind' | 'cause' | 'at'>,
    { method, ...values }: Occurrence['values'] = {},
  ): Occurrence => ({ ...found, subject: all.subject, values: { method: method ?? all.method, ...values } });
  const { rejection, cancellation, shortages = [], lineCancellations = [], reschedulings = [] } = order;
  return [
    ...(rejection === undefined
      ? []
      : [
          of(
            { kind: 'REJECTED', cause: rejection.reason, at: rejection.at },
            {
              step: [stepAt(order)],
              ...(rejection.reason === 'OUT_OF_STOCK' && { sku: few(shortages.map(({ sku }) => sku)) }),
            },
          ),
        ]),
    ...(cancellation === undefined
      ? []
      : [
          of(cancelled(cancellation), {
            step: [stepAt(order)],
            sku: skusOf(
              lines,
              lines.map((_, index) => index + 1),
            ),
          }),
        ]),
    ...lineCancellations.map((one) =>
      of(cancelled(one), {
        step: [stepAt(order)],
        sku: skusOf(
          lines,
          one.lines.map(({ line }) => line),
        ),
      }),
    ),
    ...reschedulings
      .filter(({ reason }) => isLateReason(reason))
      .map(({ reason, at }) =>
        of(
          { kind: 'LATE', cause: reason, at },
          {
            sku: skusOf(
              lines,
              lines.map((_, index) => index + 1),
            ),
            carrier: carriersOf(shipments.filter((shipment) => shipment.at <= at)),
          },
        ),
      ),
    ...cases.map((asked) => {
      const named = new Set(asked.lines.map(({ line }) => line));
      const carried = shipments.filter((shipment) => shipment.lines.some(({ line }) => named.has(line)));
      return of(
        { kind: 'RETURNED', cause: asked.reason ?? asked.kind, at: requestedAt(asked) },
        { sku: skusOf(lines, [...named]), carrier: carriersOf(carried) },
      );
    }),
  ];
}

/**
 * What a customer complained about by a ticket, with what is known of its order. What one of our own capabilities has
 * opened is no complaint, but for a low rating: there a customer speaks.
 */
export function complaintOf(
  { id, createdAt, category, channel }: Ticket,
  { order, content, shipments }: Partial<CausesRecord> = {},
): Occurrence | undefined {
  if (channel === 'SERVICE' && category !== 'RATING') return undefined;
  const lines = content?.lines ?? [];
  return {
    ...{ kind: 'COMPLAINED', cause: category, at: createdAt, subject: order?.id ?? id },
    values:
      order === undefined
        ? {}
        : {
            method: [paidBy(order)],
            sku: skusOf(
              lines,
              lines.map((_, index) => index + 1),
            ),
            carrier: carriersOf(shipments ?? []),
          },
  };
}

/** By whom, and why. */
function cancelled({ by, reason, at }: NonNullable<Order['cancellation']>) {
  return { kind: 'CANCELLED', cause: `${by}_${reason}`, at } as const;
}

/** At which step of its workflow an order was when it ended, by how far it had come. */
function stepAt({ timeline }: Order): string {
  const has = (wanted: string) => timeline.some(({ event }) => event === wanted);
  if (has('ORDER_CONFIRMED')) return 'After the confirmation';
  return has('INVENTORY_RESERVED') ? 'Check payment' : 'Reserve inventory';
}

function skusOf(lines: readonly OrderLine[], numbers: readonly number[]): readonly string[] {
  return few(numbers.flatMap((number) => lines[number - 1]?.sku ?? []));
}

function few(skus: readonly string[]): readonly string[] {
  const distinct = [...new Set(skus)];
  return distinct.length > mostSkus ? [] : distinct;
}

function carriersOf(shipments: readonly Shipment[]): readonly string[] {
  return [...new Set(shipments.flatMap(({ carrier }) => carrier ?? []))];
}
