import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type DeployedResource, deployed } from './deployed-resources.ts';
import { everyProvider, stageContexts, synthesised } from './synthesised.ts';

/** A stage that leaves nothing out. */
const whole = {
  ...{ ...stageContexts.prod, ...everyProvider, carriers: 'easypost,kuaidi100', risk: 'on', highVolume: 'on' },
  ...{ supportMail: 'help@support.shop.example', helpdesk: 'zendesk', eventBus: 'on' },
};
const { resources } = deployed(synthesised(whole).templates);
const ofType = (type: string) => resources.filter((resource) => resource.type === type);
const alarms = ofType('AWS::CloudWatch::Alarm');

interface WatchedMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** The metrics that an alarm goes by. */
function metricsOf({ properties }: DeployedResource): readonly WatchedMetric[] {
  type Written = {
    readonly Namespace: string;
    readonly MetricName: string;
    readonly Dimensions?: readonly Dimension[];
  };
  type Dimension = { readonly Name: string; readonly Value: string };
  const parts = (properties.Metrics ?? [{ MetricStat: { Metric: properties } }]) as readonly {
    MetricStat?: { Metric: Written };
  }[];
  return parts.flatMap(({ MetricStat }) => {
    if (MetricStat === undefined) return [];
    const { Namespace, MetricName, Dimensions = [] } = MetricStat.Metric;
    const dimensions = Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value]));
    return [{ namespace: Namespace, name: MetricName, dimensions }];
  });
}

/** What AWS publishes by itself, by which dimension, and which resource stands in it: from each service's documents. */
const published: Readonly<
  Record<
    string,
    { metrics: readonly string[]; by?: string; of?: RegExp; or?: readonly string[]; alsoBy?: readonly string[] }
  >
> = {
  'AWS/Lambda': {
    metrics: ['Errors', 'Invocations', 'IteratorAge'],
    by: 'FunctionName',
    of: /^AWS::Lambda::Function$/,
    or: ['Throttles', 'ClaimedAccountConcurrency', 'ConcurrentExecutions'],
    // Of calls by an alias, and of one of its versions.
    alsoBy: ['Resource', 'ExecutedVersion'],
  },
  'AWS/SQS': {
    metrics: ['ApproximateNumberOfMessagesVisible', 'ApproximateAgeOfOldestMessage'],
    by: 'QueueName',
    of: /^AWS::SQS::Queue$/,
  },
  'AWS/States': {
    metrics: ['ExecutionsStarted', 'ExecutionsFailed', 'ExecutionsTimedOut', 'ExecutionsAborted', 'ExecutionTime'],
    by: 'StateMachineArn',
    of: /^AWS::StepFunctions::StateMachine$/,
    // The account's quotas, of one call or of all transitions.
    or: ['ProvisionedRefillRate'],
    alsoBy: ['APIName', 'ServiceMetric'],
  },
  'AWS/ApiGateway': { metrics: ['5xx', 'Count'], by: 'ApiId', of: /^AWS::ApiGatewayV2::Api$/ },
  'AWS/SES': {
    metrics: ['Reputation.BounceRate', 'Reputation.ComplaintRate'],
    by: 'ses:configuration-set',
    of: /^AWS::SES::ConfigurationSet$/,
  },
  'AWS/Backup': {
    metrics: [
      'NumberOfBackupJobsFailed',
      'NumberOfBackupJobsAborted',
      'NumberOfBackupJobsExpired',
      'NumberOfCopyJobsFailed',
    ],
    by: 'BackupVaultName',
    of: /^AWS::Backup::BackupVault$/,
  },
  'AWS/SNS': { metrics: [], or: ['SMSMonthToDateSpentUSD'] },
};

/** What the functions count, from their code: each name stands there where it happens. */
const counted = new Set(
  globSync('lambdas/**/*.ts').flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    const single = [...text.matchAll(/\bcount\('(\w+)'/g)].map(([, name = '']) => name);
    const together = [...text.matchAll(/^ {4}(\w+): \{\s*unit: '/gm)].map(([, name = '']) => name);
    const outcomes = [...text.matchAll(/^ {2}ORDER_\w+: '(Order\w+)',$/gm)].map(([, name = '']) => name);
    return [...single, ...together, ...outcomes];
  }),
);

describe('an alarm', () => {
  it('watches what a function of ours counts under that very name, or what AWS publishes of that very resource', () => {
    const unfounded = alarms.flatMap((alarm) =>
      metricsOf(alarm).flatMap(({ namespace, name, dimensions }) => {
        if (namespace === 'OrderConfirmation') return counted.has(name) ? [] : [`${alarm.logicalId}: ${name}`];
        const known = published[namespace];
        const [[by, value] = ['', ''], ...others] = Object.entries(dimensions).filter(
          ([dimension]) => !known?.alsoBy?.includes(dimension),
        );
        if (by === '' && known?.or?.includes(name)) return [];
        // What a reference became is the resource, its name or its ARN.
        const namesOf = ({ logicalId, arn, properties }: DeployedResource) => [
          ...[logicalId, arn, `${logicalId}.${by}`, properties.Name],
        ];
        const isOfOne = resources.some(
          (resource) => known?.of?.test(resource.type) && namesOf(resource).includes(value),
        );
        return others.length === 0 && known?.by === by && known.metrics.includes(name) && isOfOne
          ? []
          : [`${alarm.logicalId}: ${name} ${value}`];
      }),
    );
    expect(unfounded).toEqual([]);
    expect(counted.size).toBeGreaterThan(15);
  });
});

describe('an alarm on what functions count', () => {
  it('rings by its own cause: a test of the code behind it expects the very name to be counted', () => {
    const tests = globSync('test/!(stack)/**/*.test.ts').map((file) => readFileSync(file, 'utf8'));
    const watched = new Set(
      alarms.flatMap(metricsOf).flatMap(({ namespace, name }) => (namespace === 'OrderConfirmation' ? [name] : [])),
    );
    const isShown = (name: string) => {
      const expected = new RegExp(`expect\\([^\\n]*'${name}'|^ +${name}: [[\\d]`, 'm');
      return tests.some((text) => expected.test(text));
    };
    expect([...watched].filter((name) => !isShown(name))).toEqual([]);
    expect(watched.size).toBeGreaterThan(10);
  });
});

describe('the dashboard', () => {
  const [board] = ofType('AWS::CloudWatch::Dashboard');
  const body = String(board?.properties.DashboardBody);
  const { widgets } = JSON.parse(body) as { widgets: readonly { type: string; width: number; x: number }[] };

  it('is one, which CloudWatch can show', () => {
    expect(ofType('AWS::CloudWatch::Dashboard')).toHaveLength(1);
    expect(widgets.length).toBeGreaterThan(15);
    expect(widgets.filter(({ x, width }) => x + width > 24)).toEqual([]);
  });

  it('shows everything that is counted', () => {
    // Endpoints are a storefront's matter, of which an alarm tells.
    const shown = [...counted].filter((name) => body.includes(`"${name}"`));
    expect([...counted].filter((name) => !shown.includes(name))).toEqual(['WebhookEndpointDisabled']);
  });

  it('shows every alarm, a hundred a widget at most, which is what CloudWatch takes', () => {
    const shown = (widgets as readonly { properties?: { alarms?: readonly string[] } }[]).flatMap(
      ({ properties }) => properties?.alarms?.length ?? [],
    );
    expect(shown.length).toBeGreaterThan(0);
    expect(Math.max(...shown)).toBeLessThanOrEqual(100);

    const names = [...alarms, ...ofType('AWS::CloudWatch::CompositeAlarm')].map(
      ({ properties }) => properties.AlarmName,
    );
    expect(names.filter((name) => !body.includes(`:alarm:${name}"`))).toEqual([]);
  });

  it('finds the queues, functions and tables of its stage by the names of its stacks', () => {
    const searches = [...body.matchAll(/SEARCH\('\{([\w/]+),(\w+)\} (\w+)=\\"([\w-]+)\\" MetricName=/g)];
    expect(searches.map(([, namespace, dimension]) => `${namespace} ${dimension}`)).toEqual(
      expect.arrayContaining(['AWS/SQS QueueName', 'AWS/Lambda FunctionName', 'AWS/DynamoDB TableName']),
    );
    expect(
      searches.filter(([, , dimension, by, stack]) => dimension !== by || stack !== 'order-confirmation-prod'),
    ).toEqual([]);
  });
});

/** What an alarm makes of figures of one period: the metric math that stands in it, computed. */
function rings(name: string, figures: Readonly<Record<string, number>>): boolean {
  const alarm = alarms.find(({ properties }) => String(properties.AlarmName).endsWith(`-${name}`));
  if (alarm === undefined) throw new Error(`there is no alarm ${name}`);
  const [first] = alarm.properties.Metrics as readonly { Expression: string }[];
  const expression = String(first?.Expression)
    .replaceAll(/FILL\((\w+), 0\)/g, '(figures.$1 ?? 0)')
    .replace('IF(', 'choose(');
  const compute = new Function('figures', 'choose', `return ${expression}`) as (
    figures: object,
    choose: (condition: boolean, yes: number, no: number) => number,
  ) => number;
  return compute(figures, (condition, yes, no) => (condition ? yes : no)) >= Number(alarm.properties.Threshold);
}

describe('the error budget', () => {
  it.each<[string, Record<string, number>, Record<string, number>]>([
    ['ConfirmationsBurn1H', { slow: 144, confirmed: 1000 }, { slow: 143, confirmed: 1000 }],
    ['ConfirmationsBurn5M', { slow: 10, failed: 5, confirmed: 90 }, { slow: 5, failed: 5, confirmed: 90 }],
    ['ConfirmationsBurn6H', { slow: 60, confirmed: 1000 }, { slow: 59, confirmed: 1000 }],
    ['ConfirmationsBurn1D', { slow: 30, confirmed: 1000 }, { slow: 29, confirmed: 1000 }],
    ['NoticesBurn1H', { late: 15, sent: 1000 }, { late: 14, sent: 1000 }],
    ['ApiBurn30M', { faults: 30, requests: 10_000 }, { faults: 29, requests: 10_000 }],
    // Two of three are chance.
    ['ConfirmationsBurn5M', { slow: 3, confirmed: 3 }, { slow: 2, confirmed: 3 }],
    // Nothing was confirmed, and all failed.
    ['ConfirmationsBurn5M', { failed: 3 }, {}],
  ])('%s is used up too fast by %o, not by %o', (name, tooFast, slowly) => {
    expect(rings(name, tooFast)).toBe(true);
    expect(rings(name, slowly)).toBe(false);
  });

  it('calls somebody when a long and a short window both say so, once for each promise and speed', () => {
    const rules = ofType('AWS::CloudWatch::CompositeAlarm').map(({ properties }) =>
      String(properties.AlarmRule).replaceAll(/ALARM\("[^"]*:alarm:\w*?Burn(\d+\w)[0-9A-F]{8}"\)/g, '$1'),
    );
    expect(rules.filter((rule) => rule === '((1H AND 5M) OR (6H AND 30M))')).toHaveLength(3);
    expect(rules.filter((rule) => rule === '(1D AND 2H)' || rule === '((1D AND 2H))')).toHaveLength(3);
  });

  it('is looked at over as long as the names of its alarms say', () => {
    const periods = { '5M': 300, '30M': 1800, '1H': 3600, '2H': 7200, '6H': 21_600, '1D': 86_400 };
    for (const [window, seconds] of Object.entries(periods)) {
      const found = alarms.filter(({ properties }) => String(properties.AlarmName).endsWith(`Burn${window}`));
      expect(found).toHaveLength(3);
      const metrics = found.flatMap(({ properties }) => properties.Metrics as { MetricStat?: { Period: number } }[]);
      const set = new Set(metrics.flatMap(({ MetricStat }) => MetricStat?.Period ?? []));
      expect([...set]).toEqual([seconds]);
    }
  });
});

describe('the saved queries', () => {
  const queries = ofType('AWS::Logs::QueryDefinition');
  const text = queries.map(({ properties }) => String(properties.QueryString)).join('\n');

  it('are of this stage, on logs that there are', () => {
    expect(queries.length).toBeGreaterThanOrEqual(5);
    const groups = new Set(ofType('AWS::Logs::LogGroup').map(({ properties }) => properties.LogGroupName));
    for (const { properties } of queries) {
      expect(properties.Name).toMatch(/^order-confirmation-prod\//);
      const unknown = ((properties.LogGroupNames ?? []) as readonly string[]).filter((name) => !groups.has(name));
      expect(unknown).toEqual([]);
    }
  });

  it('ask for fields of the access log that stand in it', () => {
    const [format = ''] = ofType('AWS::ApiGatewayV2::Stage').flatMap(({ properties }) => {
      const { Format } = (properties.AccessLogSettings ?? {}) as { Format?: string };
      return Format === undefined ? [] : [Format];
    });
    const fields = Object.keys(JSON.parse(format) as object);
    const asked = ['requestId', 'route', 'status', 'storefront', 'refusal', 'error', 'milliseconds'];
    expect(asked.filter((field) => !fields.includes(field) || !text.includes(field))).toEqual([]);
  });
});
