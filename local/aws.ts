import { delimiter, join } from 'node:path';
import type { DeployedStage } from '../bin/operations/function-environment.ts';
import { projectFolder } from './settings.ts';

const region = 'us-east-1';
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

/** Settings of a client of AWS's SDK that talks to the local cloud; it takes any credentials. */
export function clientSettings(endpoint: string) {
  return { endpoint, region, credentials };
}

/** The service in a local cloud, as what works on any stage takes it. */
export function localStage({
  endpoint,
  outputs,
}: {
  readonly endpoint: string;
  readonly outputs: Readonly<Record<string, string>>;
}): DeployedStage {
  return { settings: clientSettings(endpoint), outputs };
}

/**
 * The environment in which a tool (the CDK) meets the local cloud where it expects AWS, and our Node.js where it wants
 * one.
 */
export function environmentOfTools(endpoint: string): NodeJS.ProcessEnv {
  const { AWS_PROFILE: _profile, AWS_SESSION_TOKEN: _token, ...environment } = process.env;
  return {
    ...environment,
    PATH: [join(projectFolder, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
    AWS_ENDPOINT_URL: endpoint,
    AWS_ENDPOINT_URL_S3: endpoint,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    CDK_DISABLE_CLI_TELEMETRY: 'true',
  };
}
