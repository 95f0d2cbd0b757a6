import type { DeadLetter } from '../../bin/operations/dead-letters.ts';
import type { ExecutionPath } from '../../lambdas/order-workflow/execution-path.ts';
import type { ShownOrder } from '../history/history.ts';
import type { Delivery } from '../mailbox.ts';
import type { HoldingOrder, StockDifference } from '../stock-sums.ts';
import type { DemoOrder } from './orders.ts';

/** An order of the demo after its end, with everything that was seen of it. */
export interface Played {
  readonly demo: DemoOrder;
  readonly order: Pick<ShownOrder, 'id' | 'status' | 'rejection'>;
  readonly path: ExecutionPath;
}

/** What the demo saw. */
export interface Evidence {
  readonly played: readonly Played[];
  readonly deliveries: readonly Delivery[];
  readonly deadLetters: readonly DeadLetter[];
  readonly stock: readonly StockDifference[];
}

/** The notices about an order. A short message may name the order by no more than the beginning of its id. */
export function deliveriesOf(orderId: string, deliveries: readonly Delivery[]): readonly Delivery[] {
  return deliveries.filter(({ order }) => order.length >= 8 && orderId.startsWith(order.toLowerCase()));
}

/** The orders of the demo that must hold their stock at its end. */
export function holdingOrders(played: readonly Played[]): readonly HoldingOrder[] {
  const holding = played.filter(({ demo }) => demo.ends.holdsStock);
  return holding.map(({ demo, order }) => ({ id: order.id, lines: demo.request.lines }));
}

/** Everything that is not as it should be, a sentence each; nothing when all orders ended as they should. */
export function differences({ played, deliveries, deadLetters, stock }: Evidence): readonly string[] {
  const ofOrders = played.flatMap(({ demo, order, path }) => {
    const { ends } = demo;
    const notices = deliveriesOf(order.id, deliveries);
    const count = (channel: Delivery['channel']) => notices.filter((notice) => notice.channel === channel).length;
    return [
      differs('status', order.status, ends.status),
      differs('reason', order.rejection?.reason ?? 'none', ends.reason ?? 'none'),
      differs('path', path.steps.map(({ name }) => name).join(' → '), ends.path.join(' → ')),
      differs('execution', path.status, ends.deadLetters > 0 ? 'FAILED' : 'SUCCEEDED'),
      differs('e-mails', count('email'), ends.emails),
      differs('short messages', count('sms'), ends.sms),
      differs('dead letters', deadLetters.filter(({ orderId }) => orderId === order.id).length, ends.deadLetters),
    ].flatMap((difference) => (difference === undefined ? [] : `${demo.title}: ${difference}`));
  });

  return [...ofOrders, ...stock.map(({ sku, what }) => `stock of ${sku}: ${what}`)];
}

function differs(what: string, seen: string | number, wanted: string | number): string | undefined {
  return seen === wanted ? undefined : `${what} ${seen} instead of ${wanted}`;
}
