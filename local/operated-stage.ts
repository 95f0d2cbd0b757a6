import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { clientSettings } from './aws.ts';
import { runningEndpoint } from './cloud.ts';

/** The deployed service that an operator's command works on. */
export interface OperatedStage {
  /** Settings for clients of AWS's SDK: of the local cloud, or none for the account and region of the environment. */
  readonly settings: Partial<ReturnType<typeof clientSettings>>;
  /** An output of the service's stack. */
  output(name: string): string;
  /**
   * Lets this process act as one of the stage's functions: it gets the tables' names, and the clients, which take their settings
   * from the environment as they are loaded, talk to the stage.
   */
  actInIt(): void;
}

/**
 * The stage on AWS that is named, or the one of the local cloud that runs.
 * @throws Error when no local cloud runs and no stage is named, or the stack does not have an output that is asked for
 */
export async function operatedStage(
  command: string,
  { stage, data }: { stage?: string | undefined; data?: string | undefined },
): Promise<OperatedStage> {
  const endpoint = stage === undefined ? await runningEndpoint({ dataFolder: data }) : undefined;
  if (endpoint === undefined && stage === undefined) {
    throw new Error(
      `No local cloud runs here (npm start). For AWS, name the stage: npm run ${command} -- --stage prod`,
    );
  }
  const settings = endpoint === undefined ? {} : clientSettings(endpoint);
  const StackName = `order-confirmation-${stage ?? 'dev'}`;
  const { Stacks } = await new CloudFormationClient(settings).send(new DescribeStacksCommand({ StackName }));
  return {
    settings,
    output(name) {
      const found = Stacks?.[0]?.Outputs?.find(({ OutputKey }) => OutputKey === name)?.OutputValue;
      if (found === undefined) throw new Error(`Stack ${StackName} has no output ${name}`);
      return found;
    },
    actInIt() {
      for (const { OutputKey = '', OutputValue } of Stacks?.[0]?.Outputs ?? []) {
        // StockMovementsTable → STOCK_MOVEMENTS_TABLE
        if (OutputKey.endsWith('Table')) process.env[OutputKey.replace(/\B[A-Z]/g, '_$&').toUpperCase()] = OutputValue;
      }
      if (endpoint === undefined) return;
      const { region, credentials } = clientSettings(endpoint);
      process.env.AWS_ENDPOINT_URL = endpoint;
      process.env.AWS_REGION = region;
      process.env.AWS_ACCESS_KEY_ID = credentials.accessKeyId;
      process.env.AWS_SECRET_ACCESS_KEY = credentials.secretAccessKey;
    },
  };
}
