import type { WorkflowDefinition } from '../../lib/order-workflow-definition.ts';
import { synthesised } from './synthesised.ts';

/** The definition as it stands in the template, with placeholders for what CloudFormation fills in. */
export function definitionOf(context: Readonly<Record<string, string>>): WorkflowDefinition {
  const { DefinitionString } = synthesised(context).only('AWS::StepFunctions::StateMachine').Properties;
  const [separator, parts] = (DefinitionString as { 'Fn::Join': [string, unknown[]] })['Fn::Join'];
  const text = parts.map((part) => (typeof part === 'string' ? part : placeholderFor(part))).join(separator);
  return JSON.parse(text) as WorkflowDefinition;
}

function placeholderFor(part: unknown): string {
  const reference = part as { Ref?: string; 'Fn::GetAtt'?: [string, string] };
  return reference.Ref === 'AWS::Partition'
    ? 'aws'
    : `arn:aws:lambda:us-east-1:123456789012:function:${reference['Fn::GetAtt']?.[0]}`;
}
