import { environment } from '../runtime/environment.ts';
import { putOnBus } from '../runtime/event-bus.ts';
import type { OrderEvent } from './order-event.ts';
import type { Listener } from './order-event-table.ts';

/** What handing events over touches. */
export interface HandOverPorts {
  /** The bus that gets every storefront's events, if the stage has one. */
  readonly bus: string | undefined;
  readonly putOnBus: typeof putOnBus;
}

const production = (): HandOverPorts => {
  const bus = environment('EVENT_BUS_NAME');
  return { bus: bus === 'none' ? undefined : bus, putOnBus };
};

/**
 * Hands events of one order, in their order, to all who listen to its storefront.
 * @throws Error when somebody did not take them; they are handed to all again then
 */
export async function handOver(
  events: readonly OrderEvent[],
  _listeners: readonly Listener[],
  { bus, putOnBus }: HandOverPorts = production(),
): Promise<void> {
  if (bus === undefined) return;
  // One after the other: what a call carries has no order.
  for (const event of events) await putOnBus(bus, event.type, event, event.time);
}
