import type { Order as Schema } from './api.generated.ts';
import { type Answer, pause } from './exchange.ts';

/** An order as it stands, whole, with what happened when. */
export type Order = Readonly<Schema>;
/** Where an order stands. */
export type OrderStatus = Order['status'];

/** What can be waited for: the statuses by which it has come about (one further on included), and by which it never will. */
export const outcomes = {
  RESERVED: { reached: ['RESERVED', 'CONFIRMED', 'SHIPPED'], missed: ['REJECTED', 'CANCELLED'] },
  CONFIRMED: { reached: ['CONFIRMED', 'SHIPPED'], missed: ['REJECTED', 'CANCELLED'] },
  SHIPPED: { reached: ['SHIPPED'], missed: ['REJECTED', 'CANCELLED'] },
  REJECTED: { reached: ['REJECTED'], missed: ['CONFIRMED', 'SHIPPED', 'CANCELLED'] },
  CANCELLED: { reached: ['CANCELLED'], missed: ['SHIPPED', 'REJECTED'] },
} as const satisfies {
  [Target in Exclude<OrderStatus, 'PENDING'>]: Record<'reached' | 'missed', readonly OrderStatus[]>;
};

/** A status that can be waited for. */
export type Awaited = keyof typeof outcomes;

/** How waiting for a status ended: the order has come there, or to where no way leads there. */
export type Outcome<Target extends Awaited> =
  | { readonly reached: true; readonly order: OrderIn<(typeof outcomes)[Target]['reached'][number]> }
  | { readonly reached: false; readonly order: OrderIn<(typeof outcomes)[Target]['missed'][number]> };

type OrderIn<Status extends OrderStatus> = Order & { readonly status: Status };

const final: ReadonlySet<OrderStatus> = new Set(['SHIPPED', 'REJECTED', 'CANCELLED']);
const pauseSeconds = 2;

/**
 * The order now, and again whenever it has changed, until its status is final.
 * @param look asks for the order; with an entity tag, for another than this one, for as long as the service holds it
 */
export async function* follow(look: (etag?: string) => Promise<Answer>, signal?: AbortSignal): AsyncGenerator<Order> {
  let etag: string | undefined;
  for (;;) {
    const { status, headers, body } = await look(etag);
    if (status !== 304) {
      const order = body as Order;
      yield order;
      if (final.has(order.status)) return;
    }
    // Without room to wait in, the service answers at once: then it is for us to wait.
    if (etag !== undefined && !headers.has('preference-applied')) await pause(pauseSeconds, signal);
    etag = headers.get('etag') ?? undefined;
  }
}

/** Waits until one of the orders has the status, or none can have it any more. */
export async function outcomeOf<Target extends Awaited>(
  orders: AsyncIterable<Order>,
  target: Target,
  onChange: (order: Order) => void = () => {},
): Promise<Outcome<Target>> {
  const { reached, missed }: Record<'reached' | 'missed', readonly OrderStatus[]> = outcomes[target];
  for await (const order of orders) {
    onChange(order);
    if (reached.includes(order.status)) return { reached: true, order } as Outcome<Target>;
    if (missed.includes(order.status)) return { reached: false, order } as Outcome<Target>;
  }
  throw new Error(`The order ended in a status that this version does not know.`);
}
