import { randomUUID } from 'node:crypto';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { inject } from 'vitest';
import { clientSettings } from '../../local/aws.ts';

/** A statement of a policy that allows something. */
export interface Allowance {
  readonly Action: string;
  readonly Resource: string;
  readonly Condition?: object;
}

/** Creates a role that the service may take on, with these rights. @returns its ARN */
export async function createRole(
  service: 'lambda' | 'states',
  allowances: readonly Allowance[] = [],
  endpoint = inject('emulator'),
): Promise<string> {
  const iam = new IAMClient(clientSettings(endpoint));
  const RoleName = `r-${randomUUID().slice(0, 8)}`;
  const Principal = { Service: `${service}.amazonaws.com` };
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName,
      AssumeRolePolicyDocument: policy([{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }]),
    }),
  );
  if (allowances.length > 0) {
    const PolicyDocument = policy(allowances.map((allowance) => ({ Effect: 'Allow', ...allowance })));
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'rights', PolicyDocument }));
  }
  return Role?.Arn ?? '';
}

function policy(Statement: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement });
}
