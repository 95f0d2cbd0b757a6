import type { Template } from 'aws-cdk-lib/assertions';

/** Where the resources would stand. */
export const account = '111122223333';
/** See {@link account}. */
export const region = 'eu-west-1';

/** One resource with concrete properties, as after a deployment. */
export interface DeployedResource {
  readonly logicalId: string;
  readonly type: string;
  readonly arn: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

type Json = unknown;
type Named = Readonly<Record<string, Json>>;

interface Stack {
  readonly name: string;
  readonly Mappings?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>;
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties?: Named }>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: Json; readonly Export?: { readonly Name: string } }>>;
}

/** What an ARN says between account and name; what is not here has no ARN that anybody asks for. */
const arnOf: Readonly<Record<string, (id: string) => string>> = {
  'AWS::CloudWatch::Alarm': (id) => `cloudwatch:${region}:${account}:alarm:${id}`,
  'AWS::CloudWatch::CompositeAlarm': (id) => `cloudwatch:${region}:${account}:alarm:${id}`,
  'AWS::DynamoDB::Table': (id) => `dynamodb:${region}:${account}:table/${id}`,
  'AWS::Events::EventBus': (id) => `events:${region}:${account}:event-bus/${id}`,
  'AWS::Events::Rule': (id) => `events:${region}:${account}:rule/${id}`,
  'AWS::IAM::Role': (id) => `iam::${account}:role/${id}`,
  'AWS::KMS::Key': (id) => `kms:${region}:${account}:key/${id}`,
  'AWS::Lambda::Function': (id) => `lambda:${region}:${account}:function:${id}`,
  'AWS::S3::Bucket': (id) => `s3:::${id}`,
  'AWS::Scheduler::Schedule': (id) => `scheduler:${region}:${account}:schedule/default/${id}`,
  'AWS::SecretsManager::Secret': (id) => `secretsmanager:${region}:${account}:secret:${id}-aBcDeF`,
  'AWS::SNS::Topic': (id) => `sns:${region}:${account}:${id}`,
  'AWS::SQS::Queue': (id) => `sqs:${region}:${account}:${id}`,
  'AWS::StepFunctions::StateMachine': (id) => `states:${region}:${account}:stateMachine:${id}`,
};

/** Types whose `Ref` is the ARN. */
const refIsArn = new Set(['AWS::SecretsManager::Secret', 'AWS::SNS::Topic', 'AWS::StepFunctions::StateMachine']);

/**
 * What the stacks make, and their outputs: every intrinsic function has become the value that CloudFormation would put
 * there.
 */
export function deployed(templates: Readonly<Record<string, Template>>, { partition = 'aws' } = {}) {
  const pseudoParameters: Readonly<Record<string, string>> = {
    'AWS::AccountId': account,
    'AWS::Partition': partition,
    'AWS::Region': region,
    'AWS::URLSuffix': 'amazonaws.com',
  };
  const stacks = Object.entries(templates).map(([name, template]) => ({ ...template.toJSON(), name }) as Stack);

  const arn = (type: string, id: string) => `arn:aws:${arnOf[type]?.(id) ?? `${type}:${id}`}`;
  const typeIn = (stack: Stack, id: string) => {
    const type = stack.Resources[id]?.Type;
    if (type === undefined) throw new Error(`${stack.name} has no resource ${id}`);
    return type;
  };
  const ref = (stack: Stack, id: string): string => {
    const value = pseudoParameters[id];
    if (value !== undefined) return value;
    const type = typeIn(stack, id);
    if (type === 'AWS::SQS::Queue') return `https://sqs.${region}.amazonaws.com/${account}/${id}`;
    if (type === 'AWS::Lambda::Version') return `${resolve(stack, stack.Resources[id]?.Properties?.FunctionName)}:1`;
    if (type === 'AWS::Lambda::Alias') {
      const { FunctionName, Name } = stack.Resources[id]?.Properties ?? {};
      return `${arn('AWS::Lambda::Function', String(resolve(stack, FunctionName)))}:${Name}`;
    }
    return refIsArn.has(type) ? arn(type, id) : id;
  };
  const attribute = (stack: Stack, id: string, name: string): string => {
    const type = typeIn(stack, id);
    if (name === 'Arn') return arn(type, id);
    if (name === 'StreamArn') return `${arn(type, id)}/stream/2026-01-01T00:00:00.000`;
    return `${id}.${name}`;
  };
  const imported = (name: string): Json => {
    for (const stack of stacks) {
      const output = Object.values(stack.Outputs ?? {}).find(({ Export }) => Export?.Name === name);
      if (output !== undefined) return resolve(stack, output.Value);
    }
    throw new Error(`nobody exports ${name}`);
  };
  const outputOf = ({ StackName, OutputName }: Named): Json => {
    const output = Object.values(stacks)
      .map((stack) => ({ stack, output: stack.Outputs?.[String(OutputName)] }))
      .find(({ output }) => output !== undefined);
    if (output?.output === undefined) throw new Error(`${StackName} has no output ${OutputName}`);
    return resolve(output.stack, output.output.Value);
  };

  function resolve(stack: Stack, value: Json): Json {
    if (Array.isArray(value)) return value.map((item) => resolve(stack, item));
    if (value === null || typeof value !== 'object') return value;
    const [[key, argument] = ['', undefined], ...others] = Object.entries(value);
    if (others.length === 0) {
      if (key === 'Ref') return ref(stack, String(argument));
      if (key === 'Fn::GetAtt') return attribute(stack, ...(argument as [string, string]));
      if (key === 'Fn::ImportValue') return imported(String(resolve(stack, argument)));
      if (key === 'Fn::GetStackOutput') return outputOf(resolve(stack, argument) as Named);
      if (key === 'Fn::Join') {
        const [separator, parts] = argument as [string, Json];
        return (resolve(stack, parts) as string[]).join(separator);
      }
      if (key === 'Fn::Sub') {
        return String(argument).replaceAll(/\$\{([\w:]+)\}/g, (_, id: string) => ref(stack, id));
      }
      if (key === 'Fn::FindInMap') {
        const [name = '', first = '', second = ''] = resolve(stack, argument) as string[];
        return stack.Mappings?.[name]?.[first]?.[second];
      }
      if (key.startsWith('Fn::')) throw new Error(`${key} is not known here`);
    }
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, resolve(stack, item)]));
  }

  const resources: readonly DeployedResource[] = stacks.flatMap((stack) =>
    Object.entries(stack.Resources).map(([logicalId, { Type, Properties = {} }]) => ({
      logicalId,
      type: Type,
      arn: arn(Type, logicalId),
      properties: resolve(stack, Properties) as Named,
    })),
  );
  const outputs = Object.fromEntries(
    stacks.flatMap((stack) =>
      Object.entries(stack.Outputs ?? {}).map(([name, { Value }]) => [name, resolve(stack, Value)]),
    ),
  );
  return { resources, outputs };
}
