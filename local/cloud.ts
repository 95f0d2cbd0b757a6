import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deploy } from './deploy.ts';
import { checkpoint, demandFreePorts, type Emulator, installEmulator, isEmulator, startEmulator } from './emulator.ts';
import { fetchToken, type IdentityProvider, type Storefront, startIdentityProvider } from './identity-provider.ts';
import { providerPorts, startPaymentProviders } from './payment-providers.ts';
import { type CloudOptions, type CloudSettings, settingsFrom } from './settings.ts';

/** The whole service on this machine, deployed and ready for orders. */
export interface Cloud {
  /** Where AWS's own interfaces are. */
  readonly endpoint: string;
  /** The base URL of the service's HTTP API. */
  readonly apiUrl: string;
  /** The outputs of the deployed stacks. */
  readonly outputs: Readonly<Record<string, string>>;
  /** The OIDC issuer whose tokens the API accepts. */
  readonly issuer: string;
  readonly dataFolder: string;
  readonly logFile: string;
  /** Whether somebody else runs it: then `stop` leaves it alone. */
  readonly reused: boolean;
  /** Whether this start had to deploy anything. */
  readonly deployed: boolean;
  /** An access token, got as a storefront gets it. */
  storefrontToken(request?: { client?: Storefront; scope?: string }): Promise<string>;
  /** Settles when the emulator ended without having been asked to. */
  readonly failed: Promise<void>;
  stop(): Promise<void>;
}

/** What a running cloud leaves for others that want to use it, in `cloud.json` of its data folder. */
interface Running {
  readonly pid: number;
  readonly endpoint: string;
  readonly issuer: string;
  readonly logFile: string;
  readonly context: Readonly<Record<string, string>>;
}

/**
 * Starts the local cloud: emulator, issuer, and the service deployed to it. Uses the one that runs on the data folder already, if
 * there is one, or the cloud that AWS_ENDPOINT_URL names. Ctrl-C and SIGTERM stop what was started.
 *
 * @example
 * const cloud = await startCloud({ port: 4600, context: { paymentWaitSeconds: '20' } });
 * try { await fetch(`${cloud.apiUrl}/openapi.json`); } finally { await cloud.stop(); }
 */
export async function startCloud(options: CloudOptions = {}): Promise<Cloud> {
  const settings = settingsFrom(options);
  await mkdir(settings.dataFolder, { recursive: true });
  const running = settings.endpoint === undefined ? await findRunning(settings) : undefined;
  return running === undefined ? startAnew(settings) : joinRunning(settings, running);
}

/**
 * Does something in the local cloud, started for it or running already, and stops what was started.
 * @throws Error when the emulator ends meanwhile
 */
export async function withCloud<Result>(
  options: CloudOptions,
  act: (cloud: Cloud) => Promise<Result>,
): Promise<Result> {
  const cloud = await startCloud(options);
  try {
    const gone = cloud.failed.then(() => {
      throw new Error(`The emulator has ended; see ${cloud.logFile}`);
    });
    return await Promise.race([act(cloud), gone]);
  } finally {
    await cloud.stop();
  }
}

/** The cloud that runs on the data folder, or that AWS_ENDPOINT_URL names; nothing is started. */
export async function runningEndpoint(options: CloudOptions = {}): Promise<string | undefined> {
  const settings = settingsFrom(options);
  return settings.endpoint ?? (await findRunning(settings))?.endpoint;
}

async function startAnew(settings: CloudSettings): Promise<Cloud> {
  const { port, issuerPort, dataFolder } = settings;
  warnOfOtherNode();
  await demandFreePorts(...(settings.endpoint === undefined ? [port] : []), issuerPort, ...providerPorts(issuerPort));
  await forgetIfOutdated(settings);
  const packages = settings.endpoint === undefined ? await installEmulator() : undefined;

  const started: Pick<Emulator | IdentityProvider, 'stop'>[] = [];
  const deploying = new AbortController();
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= (async () => {
      process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
      deploying.abort();
      await Promise.allSettled(started.map((part) => part.stop()));
      await rm(join(dataFolder, 'cloud.json'), { force: true });
    })();
    return stopping;
  };
  const interrupted = (signal: NodeJS.Signals) => {
    stop().finally(() => process.exit(signal === 'SIGINT' ? 130 : 143));
  };
  process.on('SIGINT', interrupted).on('SIGTERM', interrupted);

  try {
    const identity = await startIdentityProvider(issuerPort, join(dataFolder, 'identity'));
    started.push(identity);
    const emulator = packages === undefined ? undefined : await startEmulator(settings, packages);
    if (emulator !== undefined) started.push(emulator);
    const endpoint = emulator?.endpoint ?? settings.endpoint ?? '';
    const { issuer } = identity;
    const deployment = await deploy({ settings, endpoint, issuer, signal: deploying.signal });
    started.push(await startPaymentProviders(issuerPort, endpoint, deployment.outputs));
    if (emulator !== undefined) {
      if (deployment.changed) await checkpoint(endpoint);
      await announce(settings, { endpoint, issuer });
    }
    const failed = (emulator?.ended ?? new Promise<void>(() => {})).then(() => stopping ?? undefined);
    return { ...describe(settings, endpoint, issuer, deployment), reused: false, failed, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Uses a cloud that another process runs; brings it up to date when the code has changed since. */
async function joinRunning(settings: CloudSettings, { endpoint, issuer, context, logFile }: Running): Promise<Cloud> {
  if (settings.fresh) throw new Error(`A cloud runs on ${settings.dataFolder}; stop it before you start afresh.`);
  const wanted = { ...context, ...settings.context };
  if (JSON.stringify(wanted) !== JSON.stringify(context)) {
    throw new Error(
      `A cloud with other settings runs on ${settings.dataFolder}; stop it, or choose another --data and --port.`,
    );
  }
  const deployment = await deploy({ settings: { ...settings, context, logFile }, endpoint, issuer });
  if (deployment.changed) await checkpoint(endpoint);
  const described = describe({ ...settings, logFile }, endpoint, issuer, deployment);
  return { ...described, reused: true, failed: new Promise(() => {}), stop: async () => {} };
}

function describe(
  { dataFolder, logFile }: CloudSettings,
  endpoint: string,
  issuer: string,
  { outputs, changed }: { outputs: Readonly<Record<string, string>>; changed: boolean },
) {
  return {
    endpoint,
    issuer,
    outputs,
    dataFolder,
    logFile,
    deployed: changed,
    apiUrl: outputs.ApiUrl ?? '',
    storefrontToken: (request?: { client?: Storefront; scope?: string }) => fetchToken(issuer, request),
  };
}

async function announce(
  { dataFolder, logFile, context }: CloudSettings,
  { endpoint, issuer }: Pick<Running, 'endpoint' | 'issuer'>,
) {
  const running: Running = { pid: process.pid, endpoint, issuer, logFile, context };
  await writeFile(join(dataFolder, 'cloud.json'), JSON.stringify(running, null, 2));
}

async function findRunning(settings: CloudSettings): Promise<Running | undefined> {
  const running = await readRunning(settings);
  if (running === undefined) return undefined;
  const answers = await Promise.all([isEmulator(running.endpoint), isIssuer(running.issuer)]);
  return answers.every(Boolean) ? running : undefined;
}

async function readRunning({ dataFolder }: CloudSettings): Promise<Running | undefined> {
  const written = await readFile(join(dataFolder, 'cloud.json'), 'utf8').catch(() => undefined);
  return written === undefined ? undefined : (JSON.parse(written) as Running);
}

async function isIssuer(issuer: string): Promise<boolean> {
  try {
    return (await fetch(`${issuer}/.well-known/openid-configuration`)).ok;
  } catch {
    return false;
  }
}

/** Addresses of the cloud stand inside what was deployed (queue URLs, the API's endpoint), so that another port needs a new one. */
async function forgetIfOutdated({ dataFolder, port, fresh, endpoint }: CloudSettings): Promise<void> {
  const file = join(dataFolder, 'address');
  const address = endpoint ?? `http://127.0.0.1:${port}`;
  const last = await readFile(file, 'utf8').catch(() => address);
  if (fresh || last !== address) {
    for (const name of ['state', 'deployed.json', 'mail', 'functions']) {
      await rm(join(dataFolder, name), { recursive: true, force: true });
    }
  }
  await writeFile(file, address);
}

function warnOfOtherNode(): void {
  if (process.version.startsWith('v24.')) return;
  console.warn(
    `Functions will run on Node.js ${process.version}, not on 24 as on AWS; use the npm scripts, which bring it.`,
  );
}
