import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { awsClientSettings } from './aws-client-settings.ts';
import { environment } from './environment.ts';
import { serviceName } from './service-name.ts';

/** Publishes an event on the account's default bus. Its detail names the stage: an account may have several. */
export type PublishEvent = (type: string, detail: Readonly<Record<string, unknown>>) => Promise<void>;

const events = new EventBridgeClient(awsClientSettings);

/**
 * Publishes an event on the account's default bus.
 * @throws Error when EventBridge did not take it
 */
export const publishEvent: PublishEvent = (type, detail) =>
  put({ DetailType: type, Detail: JSON.stringify({ stage: environment('STAGE'), ...detail }) });

/**
 * Publishes an event on a bus of the stack, as it stands.
 * @param time when what it tells of happened, ISO 8601
 * @throws Error when EventBridge did not take it
 */
export async function putOnBus(bus: string, type: string, detail: object, time: string): Promise<void> {
  await put({ EventBusName: bus, DetailType: type, Detail: JSON.stringify(detail), Time: new Date(time) });
}

async function put(entry: Omit<PutEventsRequestEntry, 'Source'>): Promise<void> {
  const { FailedEntryCount, Entries } = await events.send(
    new PutEventsCommand({ Entries: [{ Source: serviceName, ...entry }] }),
  );
  if (FailedEntryCount) {
    throw new Error(`EventBridge refused the event ${entry.DetailType}: ${Entries?.[0]?.ErrorCode}`);
  }
}
