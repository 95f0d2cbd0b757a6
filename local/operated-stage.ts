import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { setFunctionEnvironment } from '../bin/operations/function-environment.ts';
import { clientSettings } from './aws.ts';
import { runningEndpoint } from './cloud.ts';

/** The options by which an operator's command finds its stage. */
export const stageOptions = { stage: { type: 'string' }, data: { type: 'string' } } as const;

/** What `--help` says of {@link stageOptions}. */
export const stageOptionsUsage = `  --stage NAME              the stage on AWS, in the account and region of the environment; else the running local cloud
  --data FOLDER             the data folder of the local cloud (.local)`;

/** The deployed service that an operator's command works on. */
export interface OperatedStage {
  /** Settings for clients of AWS's SDK: of the local cloud, or none for the account and region of the environment. */
  readonly settings: Partial<ReturnType<typeof clientSettings>>;
  /** The name of the service's stack. */
  readonly stackName: string;
  /** The local cloud's endpoint; none on AWS. */
  readonly endpoint: string | undefined;
  /** An output of the service's stack. */
  output(name: string): string;
  /** An output that not every stage has. */
  optionalOutput(name: string): string | undefined;
  /**
   * Lets this process act as one of the stage's functions: it gets the tables' names, and the clients, which take their settings
   * from the environment as they are loaded, talk to the stage.
   */
  actInIt(): void;
}

/**
 * The stage on AWS that is named, or the one of the local cloud that runs.
 * @throws Error when no local cloud runs and no stage is named, AWS cannot be asked, the stage is not there, or its stack does not
 * have an output that is asked for
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
  const { Stacks } = await describe(settings, StackName);
  const optionalOutput = (name: string) =>
    Stacks?.[0]?.Outputs?.find(({ OutputKey }) => OutputKey === name)?.OutputValue;
  return {
    settings,
    stackName: StackName,
    endpoint,
    optionalOutput,
    output(name) {
      const found = optionalOutput(name);
      if (found === undefined) throw new Error(`Stack ${StackName} has no output ${name}`);
      return found;
    },
    actInIt() {
      const named = (Stacks?.[0]?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [
        OutputKey,
        OutputValue,
      ]);
      setFunctionEnvironment({ endpoint, outputs: Object.fromEntries(named) });
    },
  };
}

async function describe(settings: OperatedStage['settings'], StackName: string) {
  try {
    return await new CloudFormationClient(settings).send(new DescribeStacksCommand({ StackName }));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error.message.includes('Region is missing')) {
      throw new Error('No region is chosen: set AWS_REGION, or AWS_PROFILE to a profile that has one.', {
        cause: error,
      });
    }
    if (error.name === 'CredentialsProviderError') {
      throw new Error(`AWS needs credentials, in the environment or a profile: ${error.message}`, { cause: error });
    }
    if (error.name === 'ValidationError' && error.message.includes('does not exist')) {
      throw new Error(`Stack ${StackName} does not stand in this account and region.`, { cause: error });
    }
    throw error;
  }
}
