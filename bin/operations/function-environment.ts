import { clientSettings } from '../../local/aws.ts';

/** A stage as its stacks describe it. */
export interface DeployedStage {
  /** The endpoint of the local cloud that it is in; none on AWS. */
  readonly endpoint?: string | undefined;
  /** The outputs of its stacks. */
  readonly outputs: Readonly<Record<string, string>>;
}

/**
 * Lets this process run what the stage's functions run: it gets the names of the tables, and AWS clients, which take their settings
 * from the environment as they are loaded, talk to the stage. Load what reads it afterwards.
 */
export function setFunctionEnvironment({ endpoint, outputs }: DeployedStage): void {
  for (const [output, value] of Object.entries(outputs)) {
    // StockMovementsTable → STOCK_MOVEMENTS_TABLE
    if (output.endsWith('Table')) process.env[output.replace(/\B[A-Z]/g, '_$&').toUpperCase()] = value;
  }
  if (endpoint === undefined) return;
  const { region, credentials } = clientSettings(endpoint);
  process.env.AWS_ENDPOINT_URL = endpoint;
  process.env.AWS_REGION = region;
  process.env.AWS_ACCESS_KEY_ID = credentials.accessKeyId;
  process.env.AWS_SECRET_ACCESS_KEY = credentials.secretAccessKey;
}
