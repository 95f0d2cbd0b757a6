import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CloudWatchClient, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { SESClient, SendEmailCommand, VerifyEmailIdentityCommand } from '@aws-sdk/client-ses';
import { describe, expect, inject, it } from 'vitest';
import { eachOf } from '../../lambdas/runtime/each-of.ts';
import { clientSettings } from '../../local/aws.ts';
import { openMailbox } from '../../local/mailbox.ts';
import { deployFunction, invoke } from './functions.ts';

const endpoint = inject('emulator');
const dataFolder = inject('emulatorData');
const cloudwatch = new CloudWatchClient(clientSettings(endpoint));
const ses = new SESClient(clientSettings(endpoint));
const times = (count: number) => Array.from({ length: count }, (_, index) => index);

/** What the emulator keeps of a service beyond a restart, as the names of its records begin with the account and region. */
async function saved(service: string, kind: string): Promise<ReadonlyMap<string, unknown>> {
  await fetch(`${endpoint}/_local/checkpoint`, { method: 'POST' });
  const text = await readFile(join(dataFolder, 'state', `${service}.json`), 'utf8');
  const { payload } = JSON.parse(text) as { payload: Record<string, { data: Record<string, unknown> }> };
  return new Map(Object.entries(payload[kind]?.data ?? {}));
}

/** The record whose name has this in it. */
async function savedOf(service: string, kind: string, ...name: readonly string[]): Promise<unknown> {
  return [...(await saved(service, kind))].find(([key]) => name.every((part) => key.includes(part)))?.[1];
}

describe('what is kept of many invocations', () => {
  it('is the log of the last hundred, and how many there were in each minute', async () => {
    const name = await deployFunction('return null;');
    const since = new Date(Date.now() - 60_000);
    await eachOf(times(130), 4, async () => void (await invoke(name)));

    const group = (await savedOf('cloudwatch_logs', 'log_groups', name)) as { streams: Record<string, unknown> };
    expect(Object.keys(group.streams)).toHaveLength(100);

    const points = (await savedOf('cloudwatch', 'metrics', name, 'Invocations')) as { Timestamp: number }[];
    const minutes = new Set(points.map(({ Timestamp }) => Math.floor(Timestamp / 60)));
    expect(points).toHaveLength(minutes.size);
    const { Datapoints = [] } = await cloudwatch.send(
      new GetMetricStatisticsCommand({
        Namespace: 'AWS/Lambda',
        MetricName: 'Invocations',
        Dimensions: [{ Name: 'FunctionName', Value: name }],
        StartTime: since,
        EndTime: new Date(Date.now() + 60_000),
        Period: 3600,
        Statistics: ['Sum', 'SampleCount'],
      }),
    );
    expect(Datapoints.reduce((sum, { Sum = 0 }) => sum + Sum, 0)).toBe(130);
  });
});

describe('what is kept of many messages', () => {
  it('is the last of them, when all are in the mailbox', async () => {
    const sender = `${randomUUID()}@shop.example`;
    await ses.send(new VerifyEmailIdentityCommand({ EmailAddress: sender }));
    const mailbox = await openMailbox(dataFolder);
    // Other tests send by the same emulator.
    const collect = async () =>
      (await mailbox.collect())
        .filter(({ summary }) => summary.startsWith(sender))
        .map(({ summary }) => Number(summary.slice(sender.length)));
    await collect();
    await eachOf(times(210), 4, async (index) => {
      const Message = { Subject: { Data: `${sender} ${index}` }, Body: { Text: { Data: 'Hello' } } };
      const Destination = { ToAddresses: ['ada@customer.example'] };
      await ses.send(new SendEmailCommand({ Source: sender, Destination, Message }));
    });
    expect((await collect()).sort((one, other) => one - other)).toEqual(times(210));
    expect(await collect()).toEqual([]);
    const { messages } = (await (await fetch(`${endpoint}/_ministack/ses/messages`)).json()) as {
      messages: Record<string, unknown[]>;
    };
    const kept = Object.values(messages).flat();
    expect(kept.length).toBeGreaterThan(99);
    expect(kept.length).toBeLessThan(201);
  });
});
