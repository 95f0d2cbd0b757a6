import { describe, expect, it } from 'vitest';
import { stepNames } from '../../lib/order-workflow-definition.ts';
import { type Resource, stageContexts, synthesised } from './synthesised.ts';

const { resources, service } = synthesised(stageContexts.prod);
const aliases = resources('AWS::Lambda::Alias');
const groups = resources('AWS::CodeDeploy::DeploymentGroup');
const alarms = resources('AWS::CloudWatch::Alarm');

/** A resource, whole: with what CloudFormation does with it. */
const whole = ({ logicalId }: Resource) =>
  service.toJSON().Resources[logicalId] as { UpdatePolicy?: unknown; DependsOn?: readonly string[] };
const refOf = (value: unknown) => (value as { Ref: string }).Ref;
const alarmNamed = (name: string) => alarms.find(({ Properties }) => Properties.AlarmName === name);

/** The functions that are released gradually, by their logical ids, each with its alias. */
const functions = new Map(aliases.map((alias) => [refOf(alias.Properties.FunctionName), alias]));
const submitOrder = [...functions.keys()].find((id) => id.includes('SubmitOrder'));

/** The alarms that take a release of the alias's function back. */
function alarmsOf(alias: Resource): readonly Resource[] {
  const { CodeDeployLambdaAliasUpdate: update } = whole(alias).UpdatePolicy as Record<
    string,
    Readonly<Record<string, unknown>>
  >;
  const group = groups.find(({ logicalId }) => logicalId === refOf(update?.DeploymentGroupName));
  const { Alarms = [] } = (group?.Properties.AlarmConfiguration ?? {}) as { Alarms?: readonly { Name: unknown }[] };
  return Alarms.map(({ Name }) => alarms.find(({ logicalId }) => logicalId === refOf(Name))).filter(
    (alarm) => alarm !== undefined,
  );
}

describe('a release of prod', () => {
  it('takes over little by little whatever lies on the way of an order: the front door and each step', () => {
    expect(submitOrder).toBeDefined();
    expect(functions.size).toBe(1 + stepNames.length);
    expect(aliases.map(({ Properties }) => Properties.Name)).toEqual(aliases.map(() => 'live'));
    expect(groups).toHaveLength(aliases.length);
    for (const { Properties } of groups) {
      expect(Properties).toMatchObject({
        DeploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent5Minutes',
        AutoRollbackConfiguration: {
          Enabled: true,
          Events: expect.arrayContaining(['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM']),
        },
      });
    }
  });

  it('goes back when a route says 500, or when its own new version fails more often than it works', () => {
    for (const alias of aliases) {
      const [failing, internalErrors, ...others] = alarmsOf(alias);
      expect(others).toEqual([]);
      expect(internalErrors).toEqual(alarmNamed('order-confirmation-prod-InternalErrors'));
      const { Metrics = [], Threshold } = (failing?.Properties ?? {}) as {
        Metrics?: readonly { MetricStat?: { Metric: { Dimensions: unknown }; Period: number } }[];
        Threshold?: number;
      };
      expect(Threshold).toBe(50);
      const counted = Metrics.flatMap(({ MetricStat }) => MetricStat ?? []);
      expect(counted).toHaveLength(2);
      for (const { Metric, Period } of counted) {
        expect(Period).toBe(60);
        expect(Metric.Dimensions).toContainEqual({ Name: 'ExecutedVersion', Value: alias.Properties.FunctionVersion });
        expect(Metric.Dimensions).toContainEqual({ Name: 'FunctionName', Value: alias.Properties.FunctionName });
      }
    }
  });

  it('begins with the new version only once the alarm looks at it', () => {
    for (const alias of aliases) {
      const behind = whole(alias).DependsOn ?? [];
      const group = groups.find(({ logicalId }) => behind.includes(logicalId));
      expect(JSON.stringify(group?.Properties.AlarmConfiguration)).toContain('ReleaseFails');
    }
  });

  it('is all that is called: the API and the state machines know of no other code of these functions', () => {
    const permissions = resources('AWS::Lambda::Permission').filter(({ Properties }) =>
      JSON.stringify(Properties.FunctionName).includes('SubmitOrder'),
    );
    expect(permissions.map(({ Properties }) => refOf(Properties.FunctionName))).toEqual([
      functions.get(submitOrder ?? '')?.logicalId,
    ]);
    for (const { Properties } of resources('AWS::StepFunctions::StateMachine')) {
      const definition = JSON.stringify(Properties.DefinitionString);
      const called = [...functions].filter(([, alias]) => definition.includes(`{"Ref":"${alias.logicalId}"}`));
      expect(called).toHaveLength(stepNames.length);
      expect([...functions.keys()].filter((id) => definition.includes(`"${id}"`))).toEqual([]);
    }
  });

  it('lets CodeDeploy change the aliases of these functions, and nothing else', () => {
    const [role] = resources('AWS::IAM::Role').filter(({ Properties }) =>
      JSON.stringify(Properties.AssumeRolePolicyDocument).includes('codedeploy.amazonaws.com'),
    );
    expect(role?.Properties.ManagedPolicyArns).toBeUndefined();
    const [policy] = resources('AWS::IAM::Policy').filter(({ Properties }) =>
      JSON.stringify(Properties.Roles).includes(`"${role?.logicalId}"`),
    );
    const { Statement = [] } = (policy?.Properties.PolicyDocument ?? {}) as {
      Statement?: { Action: string | readonly string[]; Resource: unknown }[];
    };
    const anywhere = Statement.filter(({ Resource }) => Resource === '*');
    expect(anywhere.map(({ Action }) => Action)).toEqual(['cloudwatch:DescribeAlarms']);
    for (const id of functions.keys()) expect(JSON.stringify(Statement)).toContain(`"${id}"`);
  });
});

describe('a mend while alarms ring', () => {
  it('takes over at once, and asks no alarm', () => {
    const { resources } = synthesised({ ...stageContexts.prod, takeOver: 'at-once' });
    const groups = resources('AWS::CodeDeploy::DeploymentGroup');
    expect(groups).toHaveLength(aliases.length);
    for (const { Properties } of groups) {
      expect(Properties.DeploymentConfigName).toBe('CodeDeployDefault.LambdaAllAtOnce');
      expect(JSON.stringify(Properties.AlarmConfiguration ?? {})).not.toContain('Name');
    }
    expect(resources('AWS::Lambda::Alias').map(({ logicalId }) => logicalId)).toEqual(
      aliases.map(({ logicalId }) => logicalId),
    );
  });
});

describe('a stage that releases at once', () => {
  it('has no alias: its functions are called as they are', () => {
    const { resources } = synthesised(stageContexts.dev);
    expect(resources('AWS::Lambda::Alias')).toEqual([]);
    expect(resources('AWS::CodeDeploy::DeploymentGroup')).toEqual([]);
  });
});
