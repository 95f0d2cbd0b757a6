import type { Handover, Step, WorkflowDefinition } from '../../lib/order-workflow-definition.ts';
import { express, standard, synthesised } from './synthesised.ts';

/** The definition as it stands in the template, with placeholders for what CloudFormation fills in. */
export function definitionOf(context: Readonly<Record<string, string>>): WorkflowDefinition {
  return definitionIn(context, standard) as WorkflowDefinition;
}

/** The same of the Express workflow. */
export function expressDefinitionOf(context: Readonly<Record<string, string>>): WorkflowDefinition<Step | Handover> {
  return definitionIn(context, express) as WorkflowDefinition<Step | Handover>;
}

function definitionIn(context: Readonly<Record<string, string>>, type: Readonly<Record<string, string>>): unknown {
  const { DefinitionString } = synthesised(context).only('AWS::StepFunctions::StateMachine', type).Properties;
  const [separator, parts] = (DefinitionString as { 'Fn::Join': [string, unknown[]] })['Fn::Join'];
  const text = parts.map((part) => (typeof part === 'string' ? part : placeholderFor(part))).join(separator);
  return JSON.parse(text);
}

function placeholderFor(part: unknown): string {
  const reference = part as { Ref?: string; 'Fn::GetAtt'?: [string, string] };
  return reference.Ref === 'AWS::Partition'
    ? 'aws'
    : `arn:aws:lambda:us-east-1:123456789012:function:${reference['Fn::GetAtt']?.[0]}`;
}
