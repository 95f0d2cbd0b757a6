import { type EventOf, type HistoryEvent, ofType } from './history.ts';

/** All that a history has of one order. */
export interface Case {
  readonly orderId: string;
  readonly submissions: readonly EventOf<'submission'>[];
  readonly reads: readonly EventOf<'read'>[];
  readonly cancellations: readonly EventOf<'cancellation'>[];
  /** Its entry in the books; none where it was never written, or the books were not read. */
  readonly order: EventOf<'order'> | undefined;
  readonly executions: readonly EventOf<'execution'>[];
  readonly deadLetters: readonly EventOf<'dead letter'>[];
  readonly told: readonly EventOf<'told'>[];
  readonly payments: readonly EventOf<'payment'>[];
}

/** What a history has of each order that it knows of. */
export function casesOf(events: readonly HistoryEvent[]): readonly Case[] {
  // A key stands for its order also where an answer does not say so.
  const orderOf = new Map(ofType(events, 'submission').flatMap(({ key, order }) => (order ? [[key, order.id]] : [])));
  const idOf = (event: HistoryEvent) => {
    if (event.type === 'submission') return orderOf.get(event.key);
    return 'orderId' in event ? event.orderId : undefined;
  };
  return [...Map.groupBy(events, idOf)].flatMap(([orderId, of]) => {
    if (orderId === undefined) return [];
    return {
      orderId,
      submissions: ofType(of, 'submission'),
      reads: ofType(of, 'read'),
      cancellations: ofType(of, 'cancellation'),
      order: ofType(of, 'order').at(-1),
      executions: ofType(of, 'execution'),
      deadLetters: ofType(of, 'dead letter'),
      told: ofType(of, 'told'),
      payments: ofType(of, 'payment'),
    };
  });
}
