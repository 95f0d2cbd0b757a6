import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
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
export const publishEvent: PublishEvent = async (type, detail) => {
  const { FailedEntryCount, Entries } = await events.send(
    new PutEventsCommand({
      Entries: [
        {
          Source: serviceName,
          DetailType: type,
          Detail: JSON.stringify({ stage: environment('STAGE'), ...detail }),
        },
      ],
    }),
  );
  if (FailedEntryCount) throw new Error(`EventBridge refused the event ${type}: ${Entries?.[0]?.ErrorCode}`);
};
