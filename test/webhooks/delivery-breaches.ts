import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod/mini';
import { EventOrder, eventTypeOf, isTold, type OrderEvent } from '../../lambdas/order-events/order-event.ts';

/** What there is to compare of one order. */
export interface ToldOrder {
  /** The order as the API shows it now. */
  readonly shown: Readonly<Record<string, unknown>> & {
    readonly timeline: readonly { readonly at: string; readonly event: string }[];
  };
  /** Its events as the table has them. */
  readonly recorded: readonly OrderEvent[];
  /** What a receiver got, verified, as often as it came. */
  readonly received: readonly OrderEvent[];
}

/** What is not so as it was promised, in words; nothing when each change has arrived, and nothing else. */
export function deliveryBreaches({ shown, recorded, received }: ToldOrder): readonly string[] {
  const arrived = new Set(received.map(({ id }) => id));
  const byId = new Map(recorded.map((event) => [event.id, event]));
  const timeline = shown.timeline.flatMap(({ at, event }) =>
    isTold(event as 'ORDER_ACCEPTED') ? `${eventTypeOf(event as 'ORDER_ACCEPTED')} at ${at}` : [],
  );
  const told = recorded.filter(({ type }) => type !== 'order.changed').map(({ type, time }) => `${type} at ${time}`);
  const last = recorded.at(-1)?.data.order;
  return [
    ...recorded.filter(({ id }) => !arrived.has(id)).map(({ id, type }) => `${id} (${type}) has not arrived`),
    ...received
      .filter(({ id }) => !byId.has(id))
      .map(({ id, type }) => `${id} (${type}) arrived but was never recorded`),
    ...received
      .filter((event) => byId.has(event.id) && !isDeepStrictEqual(byId.get(event.id), event))
      .map(({ id }) => `${id} arrived other than it was recorded`),
    ...recorded.flatMap(({ id, sequence }, index) =>
      Number(sequence) === index + 1 ? [] : `${id} has the place ${sequence}, where ${index + 1} was expected`,
    ),
    ...without(timeline, told).map((entry) => `${entry} stands in the timeline, and is no event`),
    ...without(told, timeline).map((entry) => `${entry} is an event, and stands in no timeline`),
    ...(isSame(last, z.parse(EventOrder, shown)) ? [] : ['the last event does not show the order as it stands']),
  ];
}

/** What the one list has more often than the other. */
function without(list: readonly string[], other: readonly string[]): readonly string[] {
  const rest = [...other];
  return list.filter((entry) => {
    const index = rest.indexOf(entry);
    if (index >= 0) rest.splice(index, 1);
    return index < 0;
  });
}

/** Versions count what is not told of too: a notice that is being sent. */
function isSame(one: EventOrder | undefined, other: EventOrder): boolean {
  return isDeepStrictEqual({ ...one, version: 0 }, { ...other, version: 0 });
}
