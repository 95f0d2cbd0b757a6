import {
  CloudFormationClient,
  GetTemplateCommand,
  paginateListStackResources,
  UpdateStackCommand,
  waitUntilStackUpdateComplete,
} from '@aws-sdk/client-cloudformation';
import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { runCommand } from './command-line.ts';
import { type TablesTemplate, withNextIndexes } from './operations/indexes-in-steps.ts';
import { stageOptions, stageOptionsUsage, whereStageIs } from './operations/operated-stage.ts';
import { until } from './operations/until.ts';
import { wantedTables } from './operations/wanted-tables.ts';

const usage = `Makes the indexes that a stage's tables lack, one of each table at a time, down to the last, which the deployment makes:
CloudFormation makes one in an update. Before a deployment of a release that has several more than the one that stands.

  npm run add-indexes -- --stage prod

${stageOptionsUsage}

Making an index reads its table once, beside the orders: hours, for a large one. It may be stopped and begun again.`;

const day = 86_400;

await runCommand({
  usage,
  options: stageOptions,
  async run({ values }) {
    const { settings, names } = await whereStageIs('add-indexes', values);
    const { data: StackName } = names;
    const cloudFormation = new CloudFormationClient(settings);
    const dynamodb = new DynamoDBClient(settings);
    const wanted = wantedTables();

    for (;;) {
      await allIndexesAre(dynamodb, await tableNamesIn(cloudFormation, StackName));
      const { TemplateBody = '' } = await cloudFormation.send(new GetTemplateCommand({ StackName }));
      const deployed = JSON.parse(TemplateBody) as TablesTemplate & { readonly Parameters?: object };
      const next = withNextIndexes(deployed, wanted);
      if (next === undefined) break;
      console.log(`${StackName}: one more index for each table that lacks several …`);
      await cloudFormation.send(
        new UpdateStackCommand({
          StackName,
          TemplateBody: JSON.stringify(next),
          Parameters: Object.keys(deployed.Parameters ?? {}).map((ParameterKey) => ({
            ParameterKey,
            UsePreviousValue: true,
          })),
          Capabilities: ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM'],
        }),
      );
      await waitUntilStackUpdateComplete({ client: cloudFormation, maxWaitTime: day, minDelay: 2 }, { StackName });
    }
    console.log('No table lacks more than one index: npm run deploy makes the rest.');
    return 0;
  },
});

async function tableNamesIn(client: CloudFormationClient, StackName: string): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client }, { StackName })) {
    for (const { ResourceType, PhysicalResourceId } of StackResourceSummaries)
      if (ResourceType === 'AWS::DynamoDB::Table' && PhysicalResourceId !== undefined) names.push(PhysicalResourceId);
  }
  return names;
}

/** Waits for those that are being made: a table makes one at a time, and CloudFormation goes on before it is there. */
async function allIndexesAre(dynamodb: DynamoDBClient, tableNames: readonly string[]): Promise<void> {
  for (const TableName of tableNames) {
    await until(`the indexes of ${TableName}`, day, async () => {
      const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName }));
      return (Table?.GlobalSecondaryIndexes ?? []).every(({ IndexStatus }) => IndexStatus !== 'CREATING');
    });
  }
}
