import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { publishEvent } from '../../lambdas/runtime/event-bus.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const bus = mockClient(EventBridgeClient);
beforeEach(() => {
  stubServiceEnvironment();
  bus.reset();
});

describe('an event', () => {
  it('says from which service and stage it is', async () => {
    bus.on(PutEventsCommand).resolves({ FailedEntryCount: 0 });
    await publishEvent('Stock Low', { sku: 'A' });
    expect(bus.commandCalls(PutEventsCommand)[0]?.args[0].input.Entries).toEqual([
      { Source: 'order-confirmation', DetailType: 'Stock Low', Detail: '{"stage":"dev","sku":"A"}' },
    ]);
  });

  it('that EventBridge did not take is an error', async () => {
    bus.on(PutEventsCommand).resolves({ FailedEntryCount: 1, Entries: [{ ErrorCode: 'ThrottlingException' }] });
    await expect(publishEvent('Stock Low', {})).rejects.toThrow('ThrottlingException');
  });
});
