import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { everyProvider, type Resource, stageContexts, synthesised } from './synthesised.ts';

const stages = Object.entries(stageContexts).map(([name, context]) => {
  const { resources } = synthesised({ ...context, ...everyProvider });
  return { name, resources, alarms: resources('AWS::CloudWatch::Alarm') };
});
const nameOf = ({ Properties }: Resource) => String(Properties.AlarmName).replace(/^order-confirmation-\w+-/, '');

describe.each(stages)('the alarms of stage $name', ({ name, resources, alarms }) => {
  it('watch the events of this stage, which every function counts under its name', () => {
    const counted = alarms.filter(({ Properties }) => Properties.Namespace === 'OrderConfirmation');
    expect(counted.length).toBeGreaterThanOrEqual(5);
    for (const { Properties } of counted) {
      expect(Properties.Dimensions).toEqual([
        { Name: 'service', Value: 'order-confirmation' },
        { Name: 'stage', Value: name },
      ]);
    }
    const functions = resources('AWS::Lambda::Function');
    expect(functions.filter(({ Properties }) => variablesOf(Properties).STAGE !== name)).toEqual([]);
  });

  it('ring when an execution ends without an answer, each time anew', () => {
    for (const metric of ['ExecutionsFailed', 'ExecutionsTimedOut', 'ExecutionsAborted']) {
      const found = alarms.filter(({ Properties }) => Properties.MetricName === metric);
      expect(found.map(({ Properties }) => Properties)).toMatchObject([
        { Namespace: 'AWS/States', Statistic: 'Sum', Threshold: 1, TreatMissingData: 'notBreaching' },
      ]);
    }
  });

  it('ring for each further message in a queue where none should be, not only for the first', () => {
    const queuesOf = (of: readonly Resource[]) =>
      of.map((alarm) => /"QueueName","Value":(\{.*?\}\]?\})/.exec(JSON.stringify(alarm))?.[1]).sort();
    const standing = alarms.filter(({ Properties }) => Properties.MetricName === 'ApproximateNumberOfMessagesVisible');
    const further = alarms.filter(({ Properties }) => JSON.stringify(Properties).includes('DIFF('));
    expect(standing.length).toBeGreaterThanOrEqual(5);
    expect(queuesOf(further)).toEqual(queuesOf(standing));
    expect(queuesOf(standing)).not.toContain(undefined);
  });

  it('ring for a single answer 500', () => {
    const [found] = alarms.filter((alarm) => nameOf(alarm) === 'InternalErrors');
    expect(found?.Properties).toMatchObject({ MetricName: 'InternalError', Threshold: 1, EvaluationPeriods: 1 });
  });
});

describe('two stages in one account', () => {
  it('have no metric in common, but what SNS and Lambda count for the whole account', () => {
    const ofTheAccount = ['SMSMonthToDateSpentUSD', 'Throttles'];
    const literal = stages.map(
      ({ alarms }) =>
        new Set(
          alarms
            .filter(({ Properties }) => !ofTheAccount.includes(String(Properties.MetricName)))
            .map(({ Properties }) =>
              JSON.stringify([Properties.Namespace, Properties.MetricName, Properties.Dimensions]),
            )
            // What names a resource of its stack is the stack's own.
            .filter((metric) => !metric.includes('"Ref"') && !metric.includes('"Fn::')),
        ),
    );
    const [dev = new Set<string>(), prod = new Set<string>()] = literal;
    expect([...dev].filter((metric) => prod.has(metric) && metric !== '[null,null,null]')).toEqual([]);
    expect(dev.size).toBeGreaterThanOrEqual(5);
  });
});

describe('the table of alarms in docs/operations.md', () => {
  const operations = readFileSync('docs/operations.md', 'utf8');
  const [, table = ''] = /## Alarms\n([\s\S]*?)\n## /.exec(operations) ?? [];
  const documented = new Set(
    [...table.matchAll(/^\| (`.*?) \|/gm)].flatMap(([, names = '']) =>
      [...names.matchAll(/`([^`]+)`/g)].map(([, found]) => found),
    ),
  );

  it('names every alarm of every stage, and no other', () => {
    const deployed = new Set(
      stages.flatMap(({ alarms, resources }) => {
        const isOfFunction = (alarm: Resource) =>
          resources('AWS::Lambda::Function').some(({ logicalId }) =>
            JSON.stringify(alarm.Properties.Dimensions ?? '').includes(logicalId),
          );
        return alarms.map((alarm) => {
          const name = nameOf(alarm);
          if (name.endsWith('More')) return '<Alarm>More';
          return isOfFunction(alarm) ? name.replace(/^.*Errors$/, '<Function>Errors') : name;
        });
      }),
    );
    expect([...documented].sort()).toEqual([...deployed].sort());
  });
});

describe.each(['README.md', 'README.zh-CN.md'])('what an idle prod costs by %s', (file) => {
  it('is what its alarms, keys and secrets cost', () => {
    const { resources } = synthesised(stageContexts.prod);
    const alarms = resources('AWS::CloudWatch::Alarm').length;
    const [, dollars, stated] =
      /`prod` (?:costs some US\$ |每月约 )(\d+) (?:a month: 0\.10 for each of\s+some |美元：约 )(\d+) /.exec(
        readFileSync(file, 'utf8'),
      ) ?? [];
    // Near enough to plan by; one alarm more makes no sentence untrue.
    expect(Math.abs(Number(stated) - alarms)).toBeLessThanOrEqual(10);
    const keys = resources('AWS::KMS::Key').length;
    const secrets = resources('AWS::SecretsManager::Secret').length;
    expect(Math.abs(alarms * 0.1 + keys + secrets * 0.4 - Number(dollars))).toBeLessThan(1);
  });
});

function variablesOf(properties: Resource['Properties']): Readonly<Record<string, unknown>> {
  return (properties.Environment as { Variables: Record<string, unknown> }).Variables;
}
