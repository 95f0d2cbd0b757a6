import { type Clock, systemClock } from '../runtime/clock.ts';
import { environment } from '../runtime/environment.ts';
import { putOnBus } from '../runtime/event-bus.ts';
import { requestDelivery } from '../webhooks/webhook-queue.ts';
import { type WebhookTable, webhookTable } from '../webhooks/webhook-table.ts';
import type { OrderEvent } from './order-event.ts';
import { feedListener, type Listener } from './order-event-table.ts';

/** What handing events over touches. */
export interface HandOverPorts {
  /** The bus that gets every storefront's events, if the stage has one. */
  readonly bus: string | undefined;
  readonly putOnBus: typeof putOnBus;
  readonly webhooks: Pick<WebhookTable, 'addDelivery'>;
  readonly requestDelivery: typeof requestDelivery;
  readonly clock: Clock;
}

const production = (): HandOverPorts => {
  const bus = environment('EVENT_BUS_NAME');
  return {
    bus: bus === 'none' ? undefined : bus,
    putOnBus,
    webhooks: webhookTable(),
    requestDelivery,
    clock: systemClock,
  };
};

/**
 * Hands events of one order, in their order, to all who listen to its storefront.
 * @throws Error when somebody did not take them; they are handed to all again then
 */
export async function handOver(
  events: readonly OrderEvent[],
  listeners: readonly Listener[],
  { bus, putOnBus, webhooks, requestDelivery, clock }: HandOverPorts = production(),
): Promise<void> {
  for (const { storefront, name, types } of listeners) {
    // Who reads `GET /events` needs no more than that they are recorded.
    if (name === feedListener) continue;
    const wanted = events.filter(({ type }) => types === undefined || types.includes(type));
    for (const event of wanted) {
      const { id, type, subject, time } = event;
      await webhooks.addDelivery(name, { id, type, subject, time, body: JSON.stringify(event) }, clock());
    }
    if (wanted.length > 0) await requestDelivery({ storefront, id: name });
  }
  if (bus === undefined) return;
  // One after the other: what a call carries has no order.
  for (const event of events) await putOnBus(bus, event.type, event, event.time);
}
