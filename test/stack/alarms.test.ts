import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { stageOptions } from '../../bin/stage-options.ts';
import { alarmRunbook } from '../../lib/alarms.ts';
import { deployed } from './deployed-resources.ts';
import { isAllowed } from './policy-simulator.ts';
import { everyProvider, type Resource, stageContexts, synthesised } from './synthesised.ts';

const stages = Object.entries(stageContexts).map(([name, context]) => {
  const { resources } = synthesised({ ...context, ...everyProvider, supportMail: 'help@support.shop.example' });
  const composite = resources('AWS::CloudWatch::CompositeAlarm');
  return { name, resources, alarms: resources('AWS::CloudWatch::Alarm'), composite };
});
const nameOf = ({ Properties }: Resource) => String(Properties.AlarmName).replace(/^(?:[a-z]+-)+/, '');

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

describe.each(Object.entries(stageContexts))(
  'a queue of stage %s whose messages a function looks at and leaves',
  (_, context) => {
    const { resources } = deployed(synthesised(context).templates);
    const ofType = (wanted: string) => resources.filter(({ type }) => type === wanted);
    const consumed = ofType('AWS::Lambda::EventSourceMapping').map(({ properties }) => properties.EventSourceArn);
    const lookedAt = ofType('AWS::SQS::Queue').filter(
      ({ arn: resource }) =>
        !consumed.includes(resource) &&
        ofType('AWS::Lambda::Function').some(({ properties }) =>
          isAllowed(resources, { caller: String(properties.Role), action: 'sqs:ReceiveMessage', resource }),
        ),
    );
    const metrics = ofType('AWS::CloudWatch::Alarm')
      .flatMap(({ properties: { Metrics, MetricName, Dimensions, Period } }) =>
        ((Metrics ?? []) as { MetricStat?: { Metric: object; Period: number } }[])
          .map(({ MetricStat }) => ({ Period: MetricStat?.Period, ...MetricStat?.Metric }))
          .concat({ Period: Number(Period), ...{ MetricName, Dimensions } }),
      )
      .filter((metric) =>
        lookedAt.some(({ logicalId }) => JSON.stringify(metric).includes(`"${logicalId}.QueueName"`)),
      );

    it('has no alarm on its age, which SQS does not say of what was received three times', () => {
      expect(lookedAt.length).toBeGreaterThanOrEqual(1);
      expect(metrics.length).toBeGreaterThanOrEqual(2);
      expect(metrics.filter((metric) => JSON.stringify(metric).includes('AgeOfOldest'))).toEqual([]);
    });

    it('has alarms on its messages that outlast their being hidden for two minutes', () => {
      expect(metrics.filter(({ Period = 0 }) => Period < 300)).toEqual([]);
    });
  },
);

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

describe('the runbook of alarms', () => {
  const page = readFileSync(alarmRunbook, 'utf8');
  /** What stands under each heading; headings that follow each other share it. */
  const sections = new Map<string, string>();
  let waiting: string[] = [];
  for (const [, name = '', text = ''] of page.matchAll(/^### (\w+)\n([\s\S]*?)(?=^##|$(?![\s\S]))/gm)) {
    waiting.push(name);
    if (text.trim() === '') continue;
    for (const heading of waiting) sections.set(heading, text);
    waiting = [];
  }
  const told = stages.flatMap(({ alarms, composite }) =>
    [...alarms, ...composite].map((alarm) => {
      const description = String(alarm.Properties.AlarmDescription);
      const [, because = '', anchor = ''] =
        /\n\nWhy at this value: (.*)\n\nRunbook: docs\/runbooks\/alarms\.md#([\w-]+)$/.exec(description) ?? [];
      return { name: nameOf(alarm), description, because, anchor };
    }),
  );

  it('is named in every alarm, with the place there that says of it why it rings at its value, and what to do', () => {
    const places = new Map([...sections].map(([heading, text]) => [heading.toLowerCase(), text]));
    const unsaid = told.filter(({ because, anchor, name }) => {
      const text = places.get(anchor) ?? '';
      return because === '' || !text.includes('**Do.** ') || !(name.endsWith('More') || text.includes(because));
    });
    expect(unsaid).toEqual([]);
    expect(told.length).toBeGreaterThan(100);
  });

  it('has no place for an alarm that no stage has', () => {
    const anchors = new Set(told.map(({ anchor }) => anchor));
    expect([...sections.keys()].filter((heading) => !anchors.has(heading.toLowerCase()))).toEqual([]);
  });

  it('and the alarms name commands, words of npm run ops and deploy options that there are', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
    const words = readdirSync('bin/ops').map((file) => file.replace('.ts', ''));
    const texts = [page, ...told.map(({ description }) => description)].join('\n');
    const named = (pattern: RegExp) => [...new Set([...texts.matchAll(pattern)].map(([, name = '']) => name))];
    const commands = named(/npm run ([\w:-]+)/g);
    expect(commands.filter((name) => scripts[name] === undefined)).toEqual([]);
    expect(named(/npm run ops -- ([\w-]+)/g).filter((word) => !words.includes(word))).toEqual([]);
    const options = named(/(?<![\w-])--([a-z][\w-]+)/g).filter((name) => !Object.hasOwn(stageOptions, name));
    // Of the AWS CLI.
    expect(options.filter((name) => name !== 'source-arn')).toEqual([]);
    expect(commands.length).toBeGreaterThan(3);
  });

  it('is short enough to be read where CloudWatch shows it', () => {
    expect(told.filter(({ description }) => description.length > 1024)).toEqual([]);
  });
});

describe.each(['README.md', 'README.zh-CN.md'])('what an idle prod costs by %s', (file) => {
  it('is what its alarms, keys and secrets cost', () => {
    const { resources } = synthesised(stageContexts.prod);
    // An alarm is paid for by the metrics that it watches.
    const watched = resources('AWS::CloudWatch::Alarm').flatMap(({ Properties: { Metrics } }) =>
      ((Metrics ?? [{ MetricStat: {} }]) as readonly object[]).filter((metric) => 'MetricStat' in metric),
    ).length;
    const together = resources('AWS::CloudWatch::CompositeAlarm').length;
    const [, dollars, stated] =
      /`prod` (?:costs some US\$ |每月约 )(\d+) (?:a month: 0\.10 for each of\s+some |美元：告警监视的约 )(\d+) /.exec(
        readFileSync(file, 'utf8'),
      ) ?? [];
    // Near enough to plan by; one alarm more makes no sentence untrue.
    expect(Math.abs(Number(stated) - watched)).toBeLessThanOrEqual(10);
    const keys = resources('AWS::KMS::Key').length;
    const secrets = resources('AWS::SecretsManager::Secret').length;
    // What is measured by the clock is measured where nobody orders, too.
    const measured = 4;
    const cost = watched * 0.1 + together * 0.5 + measured * 0.3 + keys + secrets * 0.4;
    expect(Math.abs(cost - Number(dollars))).toBeLessThan(1);
  });
});

function variablesOf(properties: Resource['Properties']): Readonly<Record<string, unknown>> {
  return (properties.Environment as { Variables: Record<string, unknown> }).Variables;
}
