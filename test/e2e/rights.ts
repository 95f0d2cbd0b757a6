import { DeleteRolePolicyCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DescribeStateMachineCommand } from '@aws-sdk/client-sfn';
import { inject } from 'vitest';
import { clientSettings } from '../../local/aws.ts';
import { outputs, stepFunctions } from './cloud.ts';
import { demandAlone } from './turn.ts';

const settings = clientSettings(inject('service').endpoint);
const iam = new IAMClient(settings);

/** The role of a function, named by the output that names the function. */
export async function roleOfFunction(functionOutput: string): Promise<string> {
  const FunctionName = outputs[functionOutput];
  const { Role } = await new LambdaClient(settings).send(new GetFunctionConfigurationCommand({ FunctionName }));
  return nameOf(Role);
}

/** The role of the service's state machine. */
export async function roleOfStateMachine(): Promise<string> {
  const { StateMachineArn: stateMachineArn } = outputs;
  return nameOf((await stepFunctions.send(new DescribeStateMachineCommand({ stateMachineArn }))).roleArn);
}

/** Takes a right away from a role, runs, and gives it back. */
export function withoutRight<Result>(roleName: string, right: string, run: () => Promise<Result>): Promise<Result> {
  return withStatement(roleName, { Effect: 'Deny', Action: right, Resource: '*' }, run);
}

/** Gives a role a right that it has not, runs, and takes it away again. */
export function withRight<Result>(
  roleName: string,
  { right, resource }: { readonly right: string; readonly resource: string },
  run: () => Promise<Result>,
): Promise<Result> {
  return withStatement(roleName, { Effect: 'Allow', Action: right, Resource: resource }, run);
}

/** Runs while a role has a further statement. */
async function withStatement<Result>(
  RoleName: string,
  statement: { readonly Effect: 'Allow' | 'Deny'; readonly Action: string; readonly Resource: string },
  run: () => Promise<Result>,
): Promise<Result> {
  demandAlone(`to ${statement.Effect.toLowerCase()} a right`);
  const PolicyName = statement.Effect === 'Deny' ? 'taken-away' : 'given';
  // By its id what it lets through is told from what the service may do.
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [{ Sid: 'OfATest', ...statement }] });
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }));
  try {
    return await run();
  } finally {
    await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
  }
}

function nameOf(roleArn = ''): string {
  return roleArn.slice(roleArn.lastIndexOf('/') + 1);
}
