import { Duration, Validations } from 'aws-cdk-lib';
import { type Alarm, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { LambdaApplication, LambdaDeploymentConfig, LambdaDeploymentGroup } from 'aws-cdk-lib/aws-codedeploy';
import { type IRole, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Alias, type IFunction, type IVersion } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import type { ServiceFunction } from './service-function.ts';
import type { Stage } from './stages.ts';

/** What gradual releases connect. */
export interface GradualReleasesProps {
  readonly stage: Stage;
  readonly alarms: Alarms;
}

/** What every function that is released gradually is called by. */
export const liveAlias = 'live';

/** Below so many, failures of a minute are chance. */
const fewest = 3;

/**
 * A release takes over little by little what lies on the way of an order: a tenth of the calls for five minutes, then
 * all. When an alarm rings meanwhile, CodeDeploy sends all calls to the release before, and CloudFormation takes the whole
 * deployment back (docs/decisions/0058-a-release-takes-over-little-by-little.md). In a stage that does not want that,
 * functions are called as they are.
 */
export class GradualReleases extends Construct {
  readonly #alarms: Alarms;
  readonly #watched: Alarm[] = [];
  readonly #codeDeploy:
    | { readonly application: LambdaApplication; readonly role: Role; readonly as: IRole }
    | undefined;
  readonly #isAtOnce: boolean;

  constructor(scope: Construct, id: string, { stage, alarms }: GradualReleasesProps) {
    super(scope, id);
    this.#alarms = alarms;
    this.#isAtOnce = stage.takeOver === 'at-once';
    if (!stage.releasesGradually) return;
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('codedeploy.amazonaws.com') });
    role.addToPolicy(new PolicyStatement({ actions: ['cloudwatch:DescribeAlarms'], resources: ['*'] }));
    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'cloudwatch:DescribeAlarms, which takes no resource; a stack test allows no other action on *.',
    });
    const application = new LambdaApplication(this, 'Application');
    // The construct would add a policy of AWS's, for every function of the account.
    this.#codeDeploy = { application, role, as: role.withoutPolicyUpdates() };
  }

  /** Takes a release back when this alarm rings, too. For all functions that are given to `entryOf` from then on. */
  heed(alarm: Alarm): void {
    this.#watched.push(alarm);
  }

  /** What calls of the function go to: its alias, which a release takes over little by little. */
  entryOf(fn: ServiceFunction): IFunction {
    if (this.#codeDeploy === undefined) return fn;
    const { application, role, as } = this.#codeDeploy;
    // The CDK's classes say of their role that it may be undefined, its interfaces that it may be missing.
    const version = fn.currentVersion as IVersion;
    const alias = new Alias(fn, 'Live', { aliasName: liveAlias, version });
    const failing = this.#watch(fn, version);
    role.addToPolicy(
      new PolicyStatement({
        actions: ['lambda:GetAlias', 'lambda:UpdateAlias', 'lambda:GetProvisionedConcurrencyConfig'],
        resources: [fn.functionArn, `${fn.functionArn}:${liveAlias}`],
      }),
    );
    const group = new LambdaDeploymentGroup(this, fn.node.id, {
      ...{ application, alias, role: as },
      ...(this.#isAtOnce
        ? { deploymentConfig: LambdaDeploymentConfig.ALL_AT_ONCE }
        : { deploymentConfig: LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES, alarms: [failing, ...this.#watched] }),
    });
    // And so behind the alarm, which has to know of the new version before that is called.
    alias.node.addDependency(group);
    return alias as IFunction;
  }

  /**
   * An alarm of the version that is being released alone: one that looked at all calls would see a tenth of the trouble.
   * It calls nobody: CodeDeploy goes by it.
   */
  #watch(fn: ServiceFunction, version: IVersion): Alarm {
    const counted = (metricName: string) =>
      new Metric({
        namespace: 'AWS/Lambda',
        metricName,
        dimensionsMap: {
          FunctionName: fn.functionName,
          Resource: `${fn.functionName}:${liveAlias}`,
          ExecutedVersion: version.version,
        },
        statistic: 'Sum',
      });
    return this.#alarms.watch(
      `${fn.node.id}ReleaseFails`,
      {
        metric: new MathExpression({
          expression: `IF(failed >= ${fewest}, 100 * failed / called, 0)`,
          usingMetrics: { failed: counted('Errors'), called: counted('Invocations') },
          period: Duration.minutes(1),
          label: '% of the calls of the new version fail',
        }),
        atLeast: 50,
        description: `The new version of ${fn.node.id} fails more often than it works. A deployment that is under way is taken back.`,
        because:
          'A step\'s errors include the business\'s "no", of which a usual day has far fewer than half; a version that cannot work fails nearly always.',
      },
      'ReleaseFails',
    );
  }
}
