import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** The folder of the project. */
export const projectFolder = resolve(import.meta.dirname, '..');

/** What can be chosen about a local cloud; what is left out comes from the environment or the defaults. */
export interface CloudOptions {
  /** The port of the AWS endpoint; the issuer takes the next one. Environment: LOCAL_PORT. */
  readonly port?: number | undefined;
  /** Where everything is kept between two starts. Environment: LOCAL_DATA. */
  readonly dataFolder?: string | undefined;
  /** Where emulator and deployment write what they do. Environment: LOCAL_LOG. */
  readonly logFile?: string | undefined;
  /** Values for the CDK app beside those that make it local, for example `{ paymentWaitSeconds: '20' }`. */
  readonly context?: Readonly<Record<string, string>> | undefined;
  /** Forgets what an earlier start left in the data folder. */
  readonly fresh?: boolean | undefined;
}

/** A local cloud's settings, complete. */
export interface CloudSettings {
  readonly port: number;
  readonly issuerPort: number;
  readonly dataFolder: string;
  readonly logFile: string;
  readonly context: Readonly<Record<string, string>>;
  readonly fresh: boolean;
  /** A cloud that somebody else runs (AWS_ENDPOINT_URL); nothing is started then. */
  readonly endpoint: string | undefined;
}

/** Completes the options from the environment and the defaults. */
export function settingsFrom(options: CloudOptions, environment = process.env): CloudSettings {
  const port = options.port ?? Number(environment.LOCAL_PORT ?? 4566);
  if (!Number.isInteger(port) || port < 1 || port > 65_534) throw new Error(`${port} is not a port`);
  const dataFolder = resolve(projectFolder, options.dataFolder ?? environment.LOCAL_DATA ?? '.local');
  return {
    port,
    issuerPort: port + 1,
    dataFolder,
    logFile: resolve(projectFolder, options.logFile ?? environment.LOCAL_LOG ?? join(dataFolder, 'cloud.log')),
    context: options.context ?? {},
    fresh: options.fresh ?? false,
    endpoint: environment.AWS_ENDPOINT_URL || undefined,
  };
}

/**
 * The options of a command line: `--port 4600 --data .local/other --log cloud.log --context paymentWaitSeconds=20 --fresh`.
 * @throws TypeError that names an unknown option
 */
export function optionsFromArguments(args = process.argv.slice(2)): CloudOptions {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string' },
      data: { type: 'string' },
      log: { type: 'string' },
      context: { type: 'string', multiple: true },
      fresh: { type: 'boolean' },
    },
  });
  return {
    port: values.port === undefined ? undefined : Number(values.port),
    dataFolder: values.data,
    logFile: values.log,
    context: Object.fromEntries((values.context ?? []).map(keyAndValue)),
    fresh: values.fresh,
  };
}

function keyAndValue(text: string): [string, string] {
  const equals = text.indexOf('=');
  if (equals < 1) throw new TypeError(`--context ${text}: give it as key=value`);
  return [text.slice(0, equals), text.slice(equals + 1)];
}
