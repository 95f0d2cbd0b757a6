import { deliveredAt } from '../carriers/parcel-status.ts';
import type { PageTexts } from '../notifications/locales/texts.ts';
import type { Snapshot } from '../order-tracking/represent-order.ts';
import { dueNow } from '../orders/current-sale.ts';
import type { OrderEvent } from '../orders/order.ts';
import { isRejectedOrCancelled } from '../orders/order-status.ts';
import { isPaid } from '../payments/payment-status.ts';

/** A station of an order. */
export type StationName = keyof PageTexts['stations'];

/** A station that an order has passed, is at, or is to come to. */
export interface Station {
  readonly name: StationName;
  /** When it passed it, ISO 8601 UTC. */
  readonly at?: string | undefined;
  readonly is: 'past' | 'now' | 'ahead';
}

/** What of a timeline is a station. Any event is taken: a later release may have written it. */
const stationOf: { readonly [event in OrderEvent]?: StationName } = {
  ORDER_ACCEPTED: 'received',
  INVENTORY_RESERVED: 'reserved',
  ORDER_CONFIRMED: 'confirmed',
  ORDER_PARTLY_SHIPPED: 'partlyShipped',
  LINES_CANCELLED: 'linesCancelled',
  ORDER_SHIPPED: 'shipped',
  ITEMS_RETURNED: 'returned',
  ORDER_REJECTED: 'rejected',
  ORDER_CANCELLED: 'cancelled',
};

/** The way of an order that is paid and sent. */
const way = ['received', 'reserved', 'paid', 'confirmed', 'shipped'] as const satisfies readonly StationName[];

/** The stations of an order: what happened, each with its time, then, unless it has ended, what is still to come. */
export function progressOf({ order, payment, formerPayments, shipments }: Snapshot): readonly Station[] {
  const passed: Station[] = order.timeline.flatMap(({ at, event }) => {
    const name = stationOf[event];
    return name === undefined ? [] : [{ name, at, is: 'past' as const }];
  });
  for (const { history } of [...formerPayments, ...(payment ? [payment] : [])]) {
    const paid = history.find(({ status }) => isPaid(status));
    const declined = paid === undefined ? history.find(({ status }) => status === 'DECLINED') : undefined;
    if (paid) passed.push({ name: 'paid', at: paid.at, is: 'past' });
    if (declined) passed.push({ name: 'declined', at: declined.at, is: 'past' });
  }
  const delivered = deliveredAt(order, shipments);
  if (delivered !== undefined) passed.push({ name: 'delivered', at: delivered, is: 'past' });
  // Of one moment, in the order of the way.
  const rank = ({ name }: Station) => way.indexOf(name as (typeof way)[number]);
  passed.sort((a, b) => ((a.at ?? '') < (b.at ?? '') ? -1 : a.at === b.at ? rank(a) - rank(b) : 1));
  if (isRejectedOrCancelled(order.status)) return passed;

  const names = new Set(passed.map(({ name }) => name));
  const furthest = Math.max(...passed.map(rank));
  const ahead = way.filter((name, index) => {
    const isNeeded = name !== 'paid' || dueNow(order) > 0;
    return isNeeded && !names.has(name) && index > furthest;
  });
  return [...passed, ...ahead.map((name, index): Station => ({ name, is: index === 0 ? 'now' : 'ahead' }))];
}
