import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { deployStack } from './stacks.ts';

it('a stack may have an alarm on a figure that is computed from metrics', async () => {
  const AlarmName = `alarm-${randomUUID()}`;
  const letters = { Namespace: 'AWS/SQS', MetricName: 'ApproximateNumberOfMessagesVisible' };
  const outputs = await deployStack(AlarmName, {
    Resources: {
      Alarm: {
        Type: 'AWS::CloudWatch::Alarm',
        Properties: {
          AlarmName,
          ComparisonOperator: 'GreaterThanOrEqualToThreshold',
          EvaluationPeriods: 1,
          Threshold: 1,
          Metrics: [
            { Id: 'more', Expression: 'DIFF(letters)', ReturnData: true },
            { Id: 'letters', MetricStat: { Metric: letters, Period: 300, Stat: 'Maximum' }, ReturnData: false },
          ],
        },
      },
    },
    Outputs: { Name: { Value: { Ref: 'Alarm' } } },
  });
  expect(outputs).toEqual({ Name: AlarmName });
});
