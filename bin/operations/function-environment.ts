import { variableOf } from '../../lambdas/runtime/environment.ts';

/** Settings of AWS clients: of a local cloud, or none for the account and region of the environment. */
export interface StageClientSettings {
  readonly endpoint?: string;
  readonly region?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** A stage as its stacks describe it, and how its AWS is reached. */
export interface DeployedStage {
  readonly settings: StageClientSettings;
  /** The outputs of its stacks. */
  readonly outputs: Readonly<Record<string, string>>;
}

/**
 * Lets this process run what the stage's functions run: it gets the names of tables and queues, and AWS clients, which
 * take their settings from the environment as they are loaded, talk to the stage. Import what reads it afterwards.
 */
export function setFunctionEnvironment({ settings, outputs }: DeployedStage): void {
  for (const [output, value] of Object.entries(outputs)) {
    if (/(?:Table|QueueUrl)$/.test(output)) process.env[variableOf(output)] = value;
  }
  const { endpoint, region, credentials } = settings;
  const ofLocalCloud = {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: credentials?.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials?.secretAccessKey,
  };
  for (const [name, value] of Object.entries(ofLocalCloud)) if (value !== undefined) process.env[name] = value;
}
