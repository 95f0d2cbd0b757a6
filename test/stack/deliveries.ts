import { account, type DeployedResource } from './deployed-resources.ts';
import { ownPolicies, queueArn, type Request } from './policy-simulator.ts';

/** Something that one resource has AWS deliver to another, and the requests that this takes. */
export interface Delivery {
  readonly from: string;
  readonly to: string;
  readonly requests: readonly Request[];
}

type Target = { readonly Arn: string; readonly RoleArn?: string; readonly DeadLetterConfig?: { readonly Arn: string } };

/**
 * All that services deliver between the deployed resources: alarms, rules, schedules, event sources, routes, steps, and
 * dead letters.
 */
export function deliveriesOf(resources: readonly DeployedResource[]): readonly Delivery[] {
  const functionNamed = (name: unknown) => {
    const found = resources.find(
      ({ type, logicalId, arn }) => type === 'AWS::Lambda::Function' && (logicalId === name || arn === name),
    );
    if (found === undefined) throw new Error(`there is no function ${name}`);
    return found;
  };
  const roleOf = (name: unknown) => String(functionNamed(name).properties.Role);

  /** The requests that handing something to the resource takes. */
  const handOver = (caller: string, arn: string, context: Readonly<Record<string, string>>): readonly Request[] => {
    const service = arn.split(':')[2];
    if (service === 'sqs') return [{ caller, action: 'sqs:SendMessage', resource: arn, context }];
    if (service === 'lambda') return [{ caller, action: 'lambda:InvokeFunction', resource: arn, context }];
    if (service !== 'sns') throw new Error(`nobody knows how to deliver to ${arn}`);
    const key = resources.find(({ type, arn: found }) => type === 'AWS::SNS::Topic' && found === arn)?.properties
      .KmsMasterKeyId;
    // EventBridge tells KMS neither source account nor ARN.
    const forKey = caller === 'events.amazonaws.com' ? {} : context;
    const encrypting = ['kms:Decrypt', 'kms:GenerateDataKey'].map((action) => ({
      caller,
      action,
      resource: String(key),
      context: forKey,
    }));
    return [{ caller, action: 'sns:Publish', resource: arn, context }, ...(key === undefined ? [] : encrypting)];
  };

  const actionsOf = ({ arn, properties }: DeployedResource) =>
    ['AlarmActions', 'OKActions', 'InsufficientDataActions']
      .flatMap((kind) => (properties[kind] ?? []) as string[])
      .map((to) => ({ to, requests: handOver('cloudwatch.amazonaws.com', to, source(arn)) }));
  const rules = resources
    .filter(({ type }) => type === 'AWS::CloudWatch::CompositeAlarm')
    .map(({ arn, properties }) => ({ arn, rule: String(properties.AlarmRule) }));

  /** Deployments are taken back by alarms that CodeDeploy asks for. */
  const groups = resources
    .filter(({ type }) => type === 'AWS::CodeDeploy::DeploymentGroup')
    .map(({ arn, properties }) => {
      const { Alarms = [] } = (properties.AlarmConfiguration ?? {}) as { Alarms?: readonly { Name: string }[] };
      return { arn, role: String(properties.ServiceRoleArn), alarmNames: Alarms.map(({ Name }) => Name) };
    });
  const askedByCodeDeploy = (role: string): readonly Request[] => [
    { caller: 'codedeploy.amazonaws.com', action: 'sts:AssumeRole', resource: role },
    { caller: role, action: 'cloudwatch:DescribeAlarms', resource: '*' },
  ];

  const byType: Readonly<Record<string, (resource: DeployedResource) => readonly Omit<Delivery, 'from'>[]>> = {
    // One that calls nobody has a say in one that does.
    'AWS::CloudWatch::Alarm': (alarm) => [
      ...actionsOf(alarm),
      ...rules.filter(({ rule }) => rule.includes(`"${alarm.arn}"`)).map(({ arn }) => ({ to: arn, requests: [] })),
      ...groups
        .filter(({ alarmNames }) => alarmNames.includes(alarm.logicalId))
        .map(({ arn, role }) => ({ to: arn, requests: askedByCodeDeploy(role) })),
    ],
    'AWS::CloudWatch::CompositeAlarm': actionsOf,

    'AWS::Events::Rule': ({ arn, properties }) =>
      (properties.Targets as Target[])
        .flatMap(({ Arn, DeadLetterConfig }) => [
          Arn,
          ...(DeadLetterConfig === undefined ? [] : [DeadLetterConfig.Arn]),
        ])
        .map((to) => ({ to, requests: handOver('events.amazonaws.com', to, source(arn)) })),

    'AWS::Scheduler::Schedule': ({ arn, properties }) => {
      const { Arn, RoleArn = '', DeadLetterConfig } = properties.Target as Target;
      const caller = 'scheduler.amazonaws.com';
      const assume = { caller, action: 'sts:AssumeRole', resource: RoleArn, context: source(arn) };
      return [Arn, ...(DeadLetterConfig === undefined ? [] : [DeadLetterConfig.Arn])].map((to) => ({
        to,
        requests: [assume, ...handOver(RoleArn, to, {})],
      }));
    },

    'AWS::Lambda::EventSourceMapping': ({ properties }) => {
      const caller = roleOf(properties.FunctionName);
      const from = String(properties.EventSourceArn);
      const requests = actionsOfSource(from).map((action) => ({ caller, action, resource: from }));
      const { OnFailure } = (properties.DestinationConfig ?? {}) as { OnFailure?: { Destination: string } };
      const lost = OnFailure === undefined ? [] : [OnFailure.Destination];
      return [
        { to: String(properties.FunctionName), requests },
        ...lost.map((to) => ({ to, requests: handOver(caller, to, {}) })),
      ];
    },

    'AWS::Lambda::Function': ({ arn, properties }) => {
      const caller = String(properties.Role);
      const assume = { caller: 'lambda.amazonaws.com', action: 'sts:AssumeRole', resource: caller };
      const { TargetArn } = (properties.DeadLetterConfig ?? {}) as { TargetArn?: string };
      const sources = resources
        .filter(
          ({ type, properties }) =>
            type === 'AWS::Lambda::EventSourceMapping' && functionNamed(properties.FunctionName).arn === arn,
        )
        .map(({ properties }) => properties.EventSourceArn);
      // What a function finds in its environment, it writes to, but for what it takes messages from.
      const { Variables = {} } = (properties.Environment ?? {}) as { Variables?: Readonly<Record<string, string>> };
      const named = Object.values(Variables).flatMap((value) =>
        value.startsWith('arn:aws:sns:') ? [value] : value.startsWith('https://sqs.') ? [queueArn(value)] : [],
      );
      const tended = ownPolicies(resources, caller)
        .filter(({ Action }) => [Action].flat().includes('sqs:DeleteMessage'))
        .flatMap(({ Resource = [] }) => Resource);
      const written = named.filter((to) => !sources.includes(to) && !tended.includes(to));
      return [...(TargetArn === undefined ? [] : [TargetArn]), ...written].map((to) => ({
        to,
        requests: [assume, ...handOver(caller, to, {})],
      }));
    },

    'AWS::Lambda::EventInvokeConfig': ({ properties }) => {
      const { OnFailure, OnSuccess } = (properties.DestinationConfig ?? {}) as Record<string, { Destination: string }>;
      const caller = roleOf(properties.FunctionName);
      return [OnFailure, OnSuccess]
        .flatMap((destination) => (destination === undefined ? [] : [destination.Destination]))
        .map((to) => ({ to, requests: handOver(caller, to, {}) }));
    },

    'AWS::ApiGatewayV2::Route': ({ properties }) => {
      const [method, path = ''] = String(properties.RouteKey).split(' ');
      const integrationId = String(properties.Target).replace('integrations/', '');
      const integration = resources.find(({ logicalId }) => logicalId === integrationId);
      // A WebSocket API names the function within the address that it is called at.
      const uri = String(integration?.properties.IntegrationUri);
      const to = /\/functions\/([^/]+)\/invocations$/.exec(uri)?.[1] ?? uri;
      const api = `arn:aws:execute-api:${to.split(':')[3]}:${account}:${properties.ApiId}`;
      // A WebSocket API's routes have no method: `$default` of the stage of the pages' connections.
      const called = path === '' ? `live/${method}` : `$default/${method}${path}`;
      return [{ to, requests: handOver('apigateway.amazonaws.com', to, source(`${api}/${called}`)) }];
    },

    'AWS::StepFunctions::StateMachine': ({ properties }) => {
      const caller = String(properties.RoleArn);
      const assume = { caller: 'states.amazonaws.com', action: 'sts:AssumeRole', resource: caller };
      const called = String(properties.DefinitionString).match(/arn:aws:lambda:[\w-]+:\d+:function:[\w:$]+/g) ?? [];
      return [...new Set(called)].map((to) => ({ to, requests: [assume, ...handOver(caller, to, {})] }));
    },
  };

  return resources.flatMap((resource) =>
    (byType[resource.type]?.(resource) ?? []).map((delivery) => ({ ...delivery, from: resource.logicalId })),
  );
}

function source(arn: string): Readonly<Record<string, string>> {
  return { 'aws:SourceArn': arn, 'aws:SourceAccount': account };
}

/** What Lambda does with a source, by its documents. */
function actionsOfSource(arn: string): readonly string[] {
  if (arn.startsWith('arn:aws:sqs:')) {
    return ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];
  }
  if (arn.startsWith('arn:aws:dynamodb:')) {
    return ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'].map((action) => `dynamodb:${action}`);
  }
  throw new Error(`nobody knows what Lambda does with ${arn}`);
}
