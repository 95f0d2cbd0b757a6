import { randomUUID } from 'node:crypto';
import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { expect, inject, it } from 'vitest';
import { until } from '../../bin/operations/until.ts';
import { clientSettings } from '../../local/aws.ts';
import { patienceSeconds } from '../patiently.ts';
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

it('a stack may have an alarm that rings when others do together, and queries for the logs', async () => {
  const name = `alarms-${randomUUID()}`;
  const part = (id: string) => ({
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmName: `${name}-${id}`,
      ...{ Namespace: 'Test', MetricName: id, Statistic: 'Sum', Period: 60 },
      ...{ ComparisonOperator: 'GreaterThanOrEqualToThreshold', EvaluationPeriods: 1, Threshold: 1 },
    },
  });
  const ofPart = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
  const rule = ['ALARM("', ofPart('Long'), '") AND ALARM("', ofPart('Short'), '")'];
  await deployStack(name, {
    Resources: {
      Long: part('Long'),
      Short: part('Short'),
      Both: {
        Type: 'AWS::CloudWatch::CompositeAlarm',
        Properties: { AlarmName: name, AlarmRule: { 'Fn::Join': ['', rule] } },
      },
      Query: { Type: 'AWS::Logs::QueryDefinition', Properties: { Name: name, QueryString: 'fields @message' } },
    },
  });
  const cloudWatch = new CloudWatchClient(clientSettings(inject('emulator')));
  const state = async () => {
    const { CompositeAlarms } = await cloudWatch.send(
      new DescribeAlarmsCommand({ AlarmNames: [name], AlarmTypes: ['CompositeAlarm'] }),
    );
    return CompositeAlarms?.[0]?.StateValue;
  };
  const ring = (id: string) =>
    cloudWatch.send(
      new SetAlarmStateCommand({ AlarmName: `${name}-${id}`, StateValue: 'ALARM', StateReason: 'a test' }),
    );

  await ring('Long');
  expect(await state()).toBe('OK');
  await ring('Short');
  await until('the alarm on both', patienceSeconds, async () => (await state()) === 'ALARM');
});

it('an alarm rings for what it watches, not for the same metric of another resource', async () => {
  const name = `alarms-${randomUUID()}`;
  const of = (fn: string) => [{ Name: 'FunctionName', Value: fn }];
  const alarmOn = (fn: string) => ({
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmName: `${name}-${fn}`,
      ...{ Namespace: name, MetricName: 'Errors', Dimensions: of(fn), Statistic: 'Sum', Period: 300 },
      ...{ ComparisonOperator: 'GreaterThanOrEqualToThreshold', EvaluationPeriods: 1, Threshold: 1 },
    },
  });
  await deployStack(name, { Resources: { Fails: alarmOn('fails'), Works: alarmOn('works') } });
  const cloudWatch = new CloudWatchClient(clientSettings(inject('emulator')));
  const MetricData = [{ MetricName: 'Errors', Dimensions: of('fails'), Value: 3 }];
  await cloudWatch.send(new PutMetricDataCommand({ Namespace: name, MetricData }));

  const { MetricAlarms = [] } = await cloudWatch.send(new DescribeAlarmsCommand({ AlarmNamePrefix: name }));
  const states = MetricAlarms.map(({ AlarmName = '', StateValue }) => [AlarmName.slice(name.length + 1), StateValue]);
  expect(Object.fromEntries(states)).toEqual({ fails: 'ALARM', works: 'INSUFFICIENT_DATA' });
});
