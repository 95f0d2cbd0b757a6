import { everyProvider, synthesised } from './synthesised.ts';

/**
 * What holds data, orders under way or an address that others know, and the properties by whose change CloudFormation
 * replaces it (`createOnlyProperties` of its registry).
 */
const replacing: Readonly<Record<string, readonly string[]>> = {
  'AWS::ApiGatewayV2::Api': ['ProtocolType'],
  'AWS::Cognito::UserPool': [],
  'AWS::Cognito::UserPoolClient': ['UserPoolId', 'GenerateSecret'],
  'AWS::Cognito::UserPoolDomain': ['UserPoolId', 'Domain'],
  'AWS::Cognito::UserPoolResourceServer': ['UserPoolId', 'Identifier'],
  'AWS::DynamoDB::Table': ['TableName', 'KeySchema'],
  'AWS::KMS::Key': [],
  'AWS::SES::EmailIdentity': ['EmailIdentity'],
  'AWS::SNS::Topic': ['TopicName', 'FifoTopic'],
  'AWS::SQS::Queue': ['QueueName', 'FifoQueue'],
  'AWS::SecretsManager::Secret': ['Name'],
  'AWS::StepFunctions::StateMachine': ['StateMachineName', 'StateMachineType'],
};

/** The stages that are watched, each with all that it can have. */
const contexts = {
  dev: {},
  prod: { stage: 'prod', sender: 'orders@shop.example', ...everyProvider },
} as const;

/**
 * Each stage's stateful resources, as `<type> <logical id>`, with what may not change of them, and the indexes of
 * tables.
 */
export type Stateful = Readonly<
  Record<keyof typeof contexts, Readonly<Record<string, Readonly<Record<string, unknown>>>>>
>;

/** What the present templates have. */
export function stateful(): Stateful {
  const of = (context: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(replacing).flatMap(([type, properties]) =>
        synthesised(context)
          .resources(type)
          .map(({ logicalId, Properties }) => {
            const indexes = (Properties.GlobalSecondaryIndexes ?? []) as readonly Readonly<Record<string, unknown>>[];
            const kept = indexes.map(({ IndexName, KeySchema }) => [`index ${IndexName}`, KeySchema]);
            const fixed = properties.map((name) => [name, Properties[name]]);
            return [`${type} ${logicalId}`, Object.fromEntries([...fixed, ...kept].filter(([, value]) => value))];
          }),
      ),
    );
  return { dev: of(contexts.dev), prod: of(contexts.prod) };
}

// npx node test/stack/stateful.ts > test/stack/last-release.json, when a version is released.
if (import.meta.main) process.stdout.write(`${JSON.stringify(stateful(), null, 2)}\n`);
