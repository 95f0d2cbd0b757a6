import type { EventOf, HistoryEvent, ShownOrder } from '../../local/history/history.ts';

/** The orders of {@link aHistory}. */
export const [confirmed, rejected, cancelled] = ['confirmed', 'rejected', 'cancelled'] as const;

const line = { sku: 'A', quantity: 2 };
const accepted = { event: 'ORDER_ACCEPTED', at: '12:00' };

/** An order as a reader is shown it. */
export function shown(id: string, order: Partial<ShownOrder> = {}): ShownOrder {
  return { id, status: 'PENDING', total: 500, lines: [line], timeline: [accepted], ...order };
}

/** A storefront that sends an order, and is answered. */
export function submission(key: string, event: Partial<EventOf<'submission'>> = {}): EventOf<'submission'> {
  const { timeline: _, ...order } = shown(key);
  return { type: 'submission', key, begunAt: 10, endedAt: 20, httpStatus: 202, order, ...event };
}

/** A look at an order. */
export function read(orderId: string, begunAt: number, order: Partial<ShownOrder> = {}): EventOf<'read'> {
  return { type: 'read', orderId, begunAt, endedAt: begunAt + 5, httpStatus: 200, order: shown(orderId, order) };
}

/** A cancellation that was taken. */
export function cancellation(orderId: string): EventOf<'cancellation'> {
  return { type: 'cancellation', orderId, begunAt: 30, endedAt: 40, httpStatus: 200 };
}

/** An order in the books. */
export function order(orderId: string, event: Partial<EventOf<'order'>> = {}): EventOf<'order'> {
  return {
    type: 'order',
    orderId,
    status: 'CONFIRMED',
    total: 500,
    promised: [line],
    channels: ['email'],
    notices: [{ event: 'order-confirmed', channel: 'email', state: 'SENT' }],
    ...event,
  };
}

/** A message to a customer. */
export function told(orderId: string, what = 'order-confirmed'): EventOf<'told'> {
  return { type: 'told', orderId, channel: 'email', what, at: 100 };
}

/** A provider's entry. */
export function payment(orderId: string, event: Partial<EventOf<'payment'>> = {}): EventOf<'payment'> {
  const taken = { charges: 1, captured: 500, refunded: 0, authorized: false };
  return { type: 'payment', orderId, provider: 'stripe', ...taken, ...event };
}

/** An execution that ended well. */
export function execution(name: string, orderId = name): EventOf<'execution'> {
  return { type: 'execution', name, orderId, status: 'SUCCEEDED' };
}

/** The stock at the end. */
export function stockAfter(event: Partial<EventOf<'stock after'>> = {}): EventOf<'stock after'> {
  return { type: 'stock after', sku: 'A', onHand: 3, available: 1, reserved: 2, ...event };
}

/** A history in which three orders meet different ends, and every promise is kept. */
export function aHistory(): readonly HistoryEvent[] {
  const { httpStatus: _, order: __, ...unanswered } = submission(confirmed, { begunAt: 0, endedAt: 9 });
  return [
    { type: 'stock before', sku: 'A', onHand: 3, available: 3, reserved: 0 },
    unanswered,
    ...[confirmed, rejected, cancelled].map((id) => submission(id)),
    // Two looks at one time may see it in either order.
    { ...read(confirmed, 30, { status: 'CONFIRMED' }), endedAt: 50 },
    read(confirmed, 35),
    read(confirmed, 60, { status: 'CONFIRMED', timeline: [accepted, { event: 'ORDER_CONFIRMED', at: '12:01' }] }),
    cancellation(cancelled),
    { ...cancellation(confirmed), httpStatus: 409 },
    order(confirmed),
    order(rejected, {
      status: 'REJECTED',
      notices: [{ event: 'order-rejected', channel: 'email', state: 'DELAYED' }],
    }),
    order(cancelled, {
      status: 'CANCELLED',
      notices: [{ event: 'order-cancelled', channel: 'email', state: 'SENT' }],
    }),
    ...[confirmed, rejected, cancelled].map((id) => execution(id)),
    told(confirmed),
    told(cancelled),
    told(cancelled, 'order-cancelled'),
    payment(confirmed),
    payment(rejected, { charges: 0, captured: 0 }),
    payment(cancelled, { refunded: 500 }),
    stockAfter(),
  ];
}
