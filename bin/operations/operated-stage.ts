import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { stackNames } from '../../lib/stack-names.ts';
import { type RunningLocalCloud, runningLocalCloud } from '../../local/running-cloud.ts';
import type { DeployedStage } from './function-environment.ts';

/** The options by which an operator's command finds its stage. */
export const stageOptions = { stage: { type: 'string' }, data: { type: 'string' } } as const;

/** What `--help` says of {@link stageOptions}. */
export const stageOptionsUsage = `  --stage NAME              the stage on AWS, in the account and region of the environment; else the running local cloud
  --data FOLDER             the data folder of the local cloud (.local)`;

/** The deployed service that an operator's command works on. */
export interface OperatedStage extends DeployedStage {
  /** The name of the service's stack. */
  readonly stackName: string;
  /** All its stacks that must be there, and those that it may leave out and has. */
  readonly stacks: readonly string[];
  /** The local cloud that it is in; none on AWS. */
  readonly local: RunningLocalCloud | undefined;
  /** @throws Error where the service's stack has no output of the name; `outputs` has those that not every stage has */
  output(name: string): string;
}

/**
 * The stage on AWS that is named, or the one of the local cloud that runs.
 * @throws Error when no local cloud runs and no stage is named, AWS cannot be asked, or the stage is not there
 */
export async function operatedStage(
  command: string,
  { stage, data }: { stage?: string | undefined; data?: string | undefined },
): Promise<OperatedStage> {
  const { local, settings, names } = await whereStageIs(command, { stage, data });
  const { data: dataStack, service, afterSales, backOffice, operations } = names;
  const [ofService, ofAfterSales, ofBackOffice, ofOperations] = await Promise.all([
    outputsOf(settings, service),
    outputsOf(settings, afterSales).catch((error: unknown) => {
      if (error instanceof NoSuchStack) return undefined;
      throw error;
    }),
    outputsOf(settings, backOffice),
    outputsOf(settings, operations),
  ]);
  const outputs = { ...ofService, ...ofAfterSales, ...ofBackOffice, ...ofOperations };
  return {
    settings,
    stackName: service,
    stacks: [dataStack, service, ...(ofAfterSales === undefined ? [] : [afterSales]), backOffice, operations],
    local,
    outputs,
    output(name) {
      const found = outputs[name];
      if (found === undefined) throw new Error(`Stack ${service} has no output ${name}`);
      return found;
    },
  };
}

/**
 * Where the stage is that is named, or the one of the local cloud that runs, and what its stacks are called, whether or not
 * they all stand.
 * @throws Error when no local cloud runs and no stage is named
 */
export async function whereStageIs(
  command: string,
  { stage, data }: { stage?: string | undefined; data?: string | undefined },
) {
  const local = stage === undefined ? await runningLocalCloud(data) : undefined;
  if (local === undefined && stage === undefined) {
    throw new Error(
      `No local cloud runs here (npm start). For AWS, name the stage: npm run ${command} -- --stage prod`,
    );
  }
  return { local, settings: local?.settings ?? {}, names: stackNames(stage ?? 'dev') };
}

/** A stack does not stand in this account and region. */
class NoSuchStack extends Error {}

async function outputsOf(
  settings: OperatedStage['settings'],
  StackName: string,
): Promise<Readonly<Record<string, string>>> {
  try {
    const { Stacks } = await new CloudFormationClient(settings).send(new DescribeStacksCommand({ StackName }));
    const outputs = Stacks?.[0]?.Outputs ?? [];
    return Object.fromEntries(outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
  } catch (error) {
    if (error instanceof Error && error.name === 'ValidationError' && error.message.includes('does not exist')) {
      throw new NoSuchStack(`Stack ${StackName} does not stand in this account and region.`, { cause: error });
    }
    throw error;
  }
}
