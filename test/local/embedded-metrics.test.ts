import { randomUUID } from 'node:crypto';
import { CloudWatchClient, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { expect, inject, it } from 'vitest';
import { clientSettings } from '../../local/aws.ts';
import { deployFunction, invoke } from './functions.ts';

const cloudwatch = new CloudWatchClient(clientSettings(inject('emulator')));

it('takes what a function counts in the embedded metric format for a metric, and nothing else of its log', async () => {
  const stage = randomUUID();
  const directive = {
    Namespace: 'Test',
    Dimensions: [['service', 'stage']],
    Metrics: [
      { Name: 'Confirmed', Unit: 'Count' },
      { Name: 'Time', Unit: 'Milliseconds' },
    ],
  };
  const event = {
    _aws: { Timestamp: Date.now(), CloudWatchMetrics: [directive] },
    ...{ service: 'orders', stage, Confirmed: 3, Time: [10, 20, 90] },
  };
  const name = await deployFunction(
    `console.log(JSON.stringify(event)); console.log('{"_aws": {"CloudWatchMetrics": "nonsense"}}'); return null;`,
  );
  const { error } = await invoke(name, event);
  expect(error).toBeUndefined();

  const counted = async (MetricName: string) => {
    const { Datapoints = [] } = await cloudwatch.send(
      new GetMetricStatisticsCommand({
        Namespace: 'Test',
        MetricName,
        Dimensions: [
          { Name: 'service', Value: 'orders' },
          { Name: 'stage', Value: stage },
        ],
        StartTime: new Date(Date.now() - 3_600_000),
        EndTime: new Date(Date.now() + 60_000),
        Period: 86_400,
        Statistics: ['Sum', 'SampleCount', 'Maximum'],
      }),
    );
    return Datapoints.map(({ Sum, SampleCount, Maximum }) => ({ Sum, SampleCount, Maximum }));
  };
  expect(await counted('Confirmed')).toEqual([{ Sum: 3, SampleCount: 1, Maximum: 3 }]);
  expect(await counted('Time')).toEqual([{ Sum: 120, SampleCount: 3, Maximum: 90 }]);
});
