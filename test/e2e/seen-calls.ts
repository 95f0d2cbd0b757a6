import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CloudFormationClient,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { LambdaClient, paginateListFunctions } from '@aws-sdk/client-lambda';
import { clientSettings } from '../../local/aws.ts';
import { seenCallsFile } from '../../local/emulator.ts';

/** Which calls each function was seen making, by its service name: `<action> <resource>`. */
export type SeenCalls = Readonly<Record<string, readonly string[]>>;

/** The types of what CloudFormation names, by the service in its ARN. */
const named: Readonly<Record<string, string>> = {
  dynamodb: 'AWS::DynamoDB::Table',
  'execute-api': 'AWS::ApiGatewayV2::Api',
  events: 'AWS::Events::EventBus',
  lambda: 'AWS::Lambda::Function',
  s3: 'AWS::S3::Bucket',
  ses: 'AWS::SES::ConfigurationSet',
  secretsmanager: 'AWS::SecretsManager::Secret',
  sns: 'AWS::SNS::Topic',
  sqs: 'AWS::SQS::Queue',
  states: 'AWS::StepFunctions::StateMachine',
};

/**
 * Writes down in the data folder (`seen-calls.json`) which calls the functions of a cloud were seen making, with
 * logical ids in place of names.
 */
export async function keepSeenCalls({ endpoint, dataFolder }: { endpoint: string; dataFolder: string }): Promise<void> {
  const [functions, logicalIds] = await Promise.all([functionsByRole(endpoint), idsByName(endpoint)]);
  const lines = (await readFile(seenCallsFile(dataFolder), 'utf8')).trim().split('\n');
  const seen = new Map<string, Set<string>>();
  for (const line of lines) {
    const { role, action, resource } = JSON.parse(line) as { role: string; action: string; resource: string };
    const name = functions.get(role);
    if (name === undefined) continue;
    seen.set(name, (seen.get(name) ?? new Set()).add(`${action} ${withLogicalId(resource, logicalIds)}`));
  }
  const sorted = [...seen].sort(([a], [b]) => a.localeCompare(b)).map(([name, calls]) => [name, [...calls].sort()]);
  await writeFile(join(dataFolder, 'seen-calls.json'), `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`);
}

/** The service name of each function, by its role's name. */
async function functionsByRole(endpoint: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for await (const { Functions = [] } of paginateListFunctions(
    { client: new LambdaClient(clientSettings(endpoint)) },
    {},
  )) {
    for (const { Role = '', Environment } of Functions) {
      found.set(lastPart(Role), Environment?.Variables?.POWERTOOLS_SERVICE_NAME ?? '');
    }
  }
  return found;
}

/** Logical ids by `<type> <name>`. */
async function idsByName(endpoint: string): Promise<ReadonlyMap<string, string>> {
  const cloudFormation = new CloudFormationClient(clientSettings(endpoint));
  const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({}));
  const resources = await Promise.all(
    Stacks.map(({ StackName }) => cloudFormation.send(new DescribeStackResourcesCommand({ StackName }))),
  );
  return new Map(
    resources
      .flatMap(({ StackResources = [] }) => StackResources)
      .map(({ ResourceType, PhysicalResourceId = '', LogicalResourceId = '' }) => [
        `${ResourceType} ${lastPart(PhysicalResourceId)}`,
        LogicalResourceId,
      ]),
  );
}

function withLogicalId(resource: string, ids: ReadonlyMap<string, string>): string {
  const type = named[resource.split(':')[2] ?? ''];
  return resource.replaceAll(/[^:/]+/g, (part) => (type && ids.get(`${type} ${part}`)) ?? part);
}

/** The name at the end of an ARN, a path or a URL. */
function lastPart(text: string): string {
  return text.slice(1 + Math.max(text.lastIndexOf('/'), text.lastIndexOf(':')));
}
