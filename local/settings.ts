import { join, resolve } from 'node:path';
import { WrongUsage, wholeNumber } from '../bin/command-line.ts';
import { providerNames } from '../lambdas/payments/providers/registry.ts';

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
  /** Whether the example storefront and the API's reference run beside it. */
  readonly withPages?: boolean | undefined;
  /** Where the functions find AWS: what stands before the emulator, such as a proxy; the emulator itself if nothing. */
  readonly functionsEndpoint?: string | undefined;
  /** Hears what is being done, and how far, while the cloud starts; and what is worth knowing of it. */
  readonly report?: StartReport | undefined;
}

/** Who hears how a local cloud starts. */
export interface StartReport {
  /** What is being done now: the next one takes its place. */
  progress(what: string): void;
  /** A sentence that stays. */
  tell(sentence: string): void;
}

/** A local cloud's settings, complete. */
export interface CloudSettings {
  readonly port: number;
  /** Whether somebody wants this very port: it is not the default. */
  readonly isPortWanted: boolean;
  readonly issuerPort: number;
  /** Where the example storefront and the API's reference run, if they do. */
  readonly pagePorts: Readonly<Record<(typeof pages)[number], number>> | undefined;
  readonly dataFolder: string;
  readonly logFile: string;
  readonly context: Readonly<Record<string, string>>;
  readonly fresh: boolean;
  readonly functionsEndpoint: string | undefined;
  readonly report: StartReport;
  /** A cloud that somebody else runs (AWS_ENDPOINT_URL); nothing is started then. */
  readonly endpoint: string | undefined;
}

/** What runs beside the cloud for people to look at. */
const pages = ['storefront', 'reference'] as const;

/** How many ports follow the AWS endpoint's: the issuer's, one for each payment provider, the pages'. */
const portsBeside = 1 + providerNames.length + 1 + pages.length;

/**
 * Completes the options from the environment and the defaults.
 * @throws WrongUsage for a port that cannot be
 */
export function settingsFrom(options: CloudOptions, environment = process.env): CloudSettings {
  const wantedPort = options.port ?? portFrom('LOCAL_PORT', environment.LOCAL_PORT);
  const port = wantedPort ?? 4566;
  const dataFolder = resolve(projectFolder, options.dataFolder ?? environment.LOCAL_DATA ?? '.local');
  return {
    port,
    isPortWanted: wantedPort !== undefined,
    issuerPort: port + 1,
    pagePorts: options.withPages ? { storefront: port + portsBeside - 1, reference: port + portsBeside } : undefined,
    dataFolder,
    logFile: resolve(projectFolder, options.logFile ?? environment.LOCAL_LOG ?? join(dataFolder, 'cloud.log')),
    context: options.context ?? {},
    fresh: options.fresh ?? false,
    functionsEndpoint: options.functionsEndpoint,
    report: options.report ?? { progress: () => {}, tell: console.warn },
    endpoint: environment.AWS_ENDPOINT_URL || undefined,
  };
}

/** The command-line options of whatever starts a local cloud. */
export const cloudOptions = {
  port: { type: 'string' },
  data: { type: 'string' },
  log: { type: 'string' },
  context: { type: 'string', multiple: true },
  fresh: { type: 'boolean' },
} as const;

/** What `--help` says of {@link cloudOptions}. */
export const cloudOptionsUsage = `  --port PORT            of the AWS endpoint (4566, or LOCAL_PORT); the issuer, the payment providers, the carriers and the pages take the next ${portsBeside}
  --data FOLDER          where everything is kept between two starts (.local, or LOCAL_DATA)
  --log FILE             what emulator and deployment say (cloud.log in the data folder, or LOCAL_LOG)
  --context KEY=VALUE    a setting of the CDK app, for example paymentWaitSeconds=20; as often as needed
  --fresh                forgets what an earlier start left in the data folder`;

/**
 * What a command line says about the local cloud.
 * @throws WrongUsage for a value that cannot be
 */
export function cloudOptionsFrom(values: {
  readonly port?: string | undefined;
  readonly data?: string | undefined;
  readonly log?: string | undefined;
  readonly context?: readonly string[] | undefined;
  readonly fresh?: boolean | undefined;
}): CloudOptions {
  return {
    port: portFrom('--port', values.port),
    dataFolder: values.data,
    logFile: values.log,
    context: Object.fromEntries((values.context ?? []).map(keyAndValue)),
    fresh: values.fresh,
  };
}

function portFrom(option: string, text: string | undefined): number | undefined {
  return wholeNumber(option, text || undefined, { min: 1, max: 65_535 - portsBeside });
}

function keyAndValue(text: string): [string, string] {
  const equals = text.indexOf('=');
  if (equals < 1) throw new WrongUsage(`--context ${text}: give it as KEY=VALUE.`);
  return [text.slice(0, equals), text.slice(equals + 1)];
}
