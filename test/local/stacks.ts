import { CloudFormationClient, CreateStackCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { inject } from 'vitest';
import { until } from '../../bin/operations/until.ts';
import { clientSettings } from '../../local/aws.ts';
import { patienceSeconds } from '../patiently.ts';

const cloudFormation = new CloudFormationClient(clientSettings(inject('emulator')));

/** Deploys a template. @returns its outputs by name */
export async function deployStack(name: string, template: object): Promise<Readonly<Record<string, string>>> {
  await cloudFormation.send(new CreateStackCommand({ StackName: name, TemplateBody: JSON.stringify(template) }));
  const { Outputs = [] } = await until(`stack ${name}`, patienceSeconds, async () => {
    const [stack] = (await cloudFormation.send(new DescribeStacksCommand({ StackName: name }))).Stacks ?? [];
    if (stack?.StackStatus?.startsWith('ROLLBACK')) throw new Error(`${name}: ${stack.StackStatusReason}`);
    return stack?.StackStatus === 'CREATE_COMPLETE' && stack;
  });
  return Object.fromEntries(Outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
}
