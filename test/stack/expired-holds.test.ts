import { describe, expect, it } from 'vitest';
import { restOfRunSeconds, type WorkflowDefinition } from '../../lib/order-workflow-definition.ts';
import { named, type Resource, stageContexts, standard, synthesised } from './synthesised.ts';

describe.each(Object.entries(stageContexts))('the sweeper of expired holds in stage %s', (_, context) => {
  const { resources } = synthesised(context);
  const sweeper = named(resources('AWS::Lambda::Function'), /^OrderHoldsReleaseExpiredHolds/);

  it('is called every minute, and not twice for the same minute', () => {
    const schedule = named(resources('AWS::Scheduler::Schedule'), /^OrderHolds/);
    expect(schedule.Properties).toMatchObject({
      ScheduleExpression: 'rate(1 minute)',
      State: 'ENABLED',
      Target: { Arn: { 'Fn::GetAtt': [sweeper.logicalId, 'Arn'] }, RetryPolicy: { MaximumRetryAttempts: 0 } },
    });
    const retries = named(resources('AWS::Lambda::EventInvokeConfig'), /^OrderHolds/);
    expect(retries.Properties).toMatchObject({ MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 });
    // A run ends before the next begins, and before what it asked for ahead is delivered.
    expect(sweeper.Properties.Timeout).toBeLessThan(60);
  });

  it('may find, read and end orders, and ask for what follows: neither stock, payments nor providers', () => {
    const { Properties } = named(resources('AWS::IAM::Policy'), /^OrderHoldsReleaseExpiredHolds/);
    const { Statement } = Properties.PolicyDocument as { Statement: readonly { Action: string | string[] }[] };
    expect(new Set(Statement.flatMap(({ Action }) => Action))).toEqual(
      new Set([
        'dynamodb:Query',
        'dynamodb:GetItem',
        'dynamodb:UpdateItem',
        'sqs:SendMessage',
        'logs:CreateLogStream',
        'logs:PutLogEvents',
        'xray:PutTraceSegments',
        'xray:PutTelemetryRecords',
      ]),
    );
  });

  it('calls an operator when it fails and when it is silent', () => {
    const rung = resources('AWS::CloudWatch::Alarm').filter(({ Properties }) =>
      JSON.stringify(Properties.Dimensions ?? '').includes(sweeper.logicalId),
    );
    expect(rung.map(({ Properties }) => Properties.MetricName).sort()).toEqual(['Errors', 'Invocations']);
    expect(rung.find(({ Properties }) => Properties.MetricName === 'Invocations')?.Properties).toMatchObject({
      TreatMissingData: 'breaching',
    });
  });
});

describe.each(['1', '900', '86400'])('with %s seconds for a payment', (paymentWaitSeconds) => {
  const { stage, resources, only } = synthesised({ paymentWaitSeconds });
  const rest = restOfRunSeconds(stage);
  const variables = (entry: RegExp) => {
    const { Properties } = named(resources('AWS::Lambda::Function'), entry);
    return (Properties.Environment as { Variables: Record<string, string> }).Variables;
  };
  const { TimeoutSeconds } = definitionIn(only('AWS::StepFunctions::StateMachine', standard));

  it('a hold outlives the longest run, and the sweeper knows how long it is', () => {
    const { HOLD_SECONDS } = variables(/^WorkflowReserveInventory/);
    expect(Number(HOLD_SECONDS)).toBeGreaterThanOrEqual(TimeoutSeconds);
    expect(variables(/^OrderHoldsRelease/).HOLD_SECONDS).toBe(HOLD_SECONDS);
  });

  it('the hold of an order that waits for its payment is not extended without need', () => {
    const { REST_OF_RUN_SECONDS } = variables(/^WorkflowCheckPayment/);
    expect(Number(REST_OF_RUN_SECONDS)).toBe(rest);
    expect(Number(paymentWaitSeconds) + rest).toBeLessThan(TimeoutSeconds);
  });
});

function definitionIn({ Properties }: Resource): Pick<WorkflowDefinition, 'TimeoutSeconds'> {
  const [, parts] = (Properties.DefinitionString as { 'Fn::Join': [string, unknown[]] })['Fn::Join'];
  const seconds = /"TimeoutSeconds":(\d+),"States"/.exec(
    parts.filter((part) => typeof part === 'string').join(''),
  )?.[1];
  return { TimeoutSeconds: Number(seconds) };
}
