import { describe, expect, it } from 'vitest';
import { stepNames } from '../../lib/order-workflow-definition.ts';
import { type Resource, stageContexts, standard, synthesised } from './synthesised.ts';

const { resources, only } = synthesised(stageContexts.prod);
const functions = resources('AWS::Lambda::Function');
const { DefinitionString } = only('AWS::StepFunctions::StateMachine', standard).Properties;
const called = resources('AWS::Lambda::Alias').filter(({ logicalId }) =>
  JSON.stringify(DefinitionString).includes(`"${logicalId}"`),
);
const steps = functions.filter(({ logicalId }) =>
  called.some(({ Properties }) => (Properties.FunctionName as { Ref: string }).Ref === logicalId),
);
const versions = resources('AWS::Lambda::Version').filter(({ Properties }) =>
  steps.some(({ logicalId }) => (Properties.FunctionName as { Ref: string }).Ref === logicalId),
);
const roleOf = ({ Properties }: Resource) => (Properties.Role as { 'Fn::GetAtt': [string, string] })['Fn::GetAtt'][0];
const policiesOf = (role: string) =>
  resources('AWS::IAM::Policy').filter(({ Properties }) => JSON.stringify(Properties.Roles).includes(`"${role}"`));

describe('a step that the next release removes or renames', () => {
  it('stays for the executions that call it, with its rights', () => {
    expect(steps).toHaveLength(stepNames.length);
    const roles = resources('AWS::IAM::Role');
    const needed = steps.flatMap((step) => {
      const role = roleOf(step);
      return [step, ...roles.filter(({ logicalId }) => logicalId === role), ...policiesOf(role)];
    });
    expect(needed.length).toBeGreaterThanOrEqual(3 * stepNames.length);
    expect([called, versions].map(({ length }) => length)).toEqual([stepNames.length, stepNames.length]);
    const lost = [...needed, ...called, ...versions].filter(
      ({ DeletionPolicy }) => DeletionPolicy !== 'RetainExceptOnCreate',
    );
    expect(lost.map(({ logicalId }) => logicalId)).toEqual([]);
  });

  it('may still be called by the machine, which may call no other function of the service', () => {
    const { RoleArn } = only('AWS::StepFunctions::StateMachine', standard).Properties;
    const [role] = (RoleArn as { 'Fn::GetAtt': [string, string] })['Fn::GetAtt'];
    const statements = policiesOf(role).flatMap(
      ({ Properties }) =>
        (Properties.PolicyDocument as { Statement: { Action: string; Resource: unknown }[] }).Statement,
    );
    const calling = statements.filter(({ Action }) => Action === 'lambda:InvokeFunction');
    const [, prefix = ''] = /:function:([\w-]+)\*"/.exec(JSON.stringify(calling)) ?? [];
    // As CloudFormation names a function that has no name of its own: stack, logical id, and letters that nobody can
    // foresee.
    const nameOf = (logicalId: string) => `order-confirmation-prod-${logicalId}-1A2B3C4D5E6F`;

    expect(nameOf('WorkflowWeighParcel0F1E2D3C').startsWith(prefix)).toBe(true);
    const callable = functions.filter(({ logicalId }) => nameOf(logicalId).startsWith(prefix));
    expect(callable).toEqual(steps);
  });

  it('goes with the rest where a stage keeps nothing', () => {
    const { resources } = synthesised(stageContexts.dev);
    const kept = resources('AWS::Lambda::Function').filter(({ DeletionPolicy }) =>
      DeletionPolicy?.startsWith('Retain'),
    );
    expect(kept).toEqual([]);
  });
});
