import { constants } from 'node:os';
import { join } from 'node:path';
import { executionsOf } from '../bin/operations/executions.ts';
import { startStorefront } from '../examples/storefront/storefront.ts';
import { startApiReference } from './api-reference.ts';
import { localStage } from './aws.ts';
import { carriersPort, startCarriers } from './carriers.ts';
import { fullDisks, prepareDataFolder } from './data-folder.ts';
import { deploy } from './deploy.ts';
import { type Emulator, earlierEnd, installEmulator, startEmulator } from './emulator.ts';
import {
  fetchToken,
  type IdentityProvider,
  type Storefront,
  startIdentityProvider,
  storefronts,
} from './identity-provider.ts';
import { onceLauncherIsGone } from './launcher.ts';
import { openLog } from './log-file.ts';
import { openMailbox, ordersToldOf } from './mailbox.ts';
import { providerPorts, startPaymentProviders } from './payment-providers.ts';
import { demandUsablePorts, type WantedPort } from './ports.ts';
import { announce, type PageUrls, type RunningCloud, settledCloud, withdraw } from './running-cloud.ts';
import { type CloudOptions, type CloudSettings, settingsFrom } from './settings.ts';

/** What ends a local cloud in an orderly way. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

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
  /** What people may look at beside it, if they may. */
  readonly pages?: PageUrls | undefined;
  /** Whether somebody else runs it: then `stop` leaves it alone. */
  readonly reused: boolean;
  /** The process that runs it, if that is not this one. */
  readonly runBy?: number;
  /** Whether this start had to deploy anything. */
  readonly deployed: boolean;
  /** An access token, got as a storefront gets it. */
  storefrontToken(request?: { client?: Storefront; scope?: string }): Promise<string>;
  /** Settles when the emulator ended without having been asked to. */
  readonly failed: Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts the local cloud: emulator, issuer, and the service deployed to it. Uses the one that runs on the data folder
 * already, if there is one, or the cloud that AWS_ENDPOINT_URL names. Ctrl-C and SIGTERM stop what was started.
 *
 * @example
 * const cloud = await startCloud({ port: 4600, context: { paymentWaitSeconds: '20' } });
 * try { await fetch(`${cloud.apiUrl}/openapi.json`); } finally { await cloud.stop(); }
 */
export async function startCloud(options: CloudOptions = {}): Promise<Cloud> {
  const settings = settingsFrom(options);
  if (settings.endpoint !== undefined) return startAnew(settings);
  const running = await settledCloud(settings, settings.report.tell);
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

async function startAnew(settings: CloudSettings): Promise<Cloud> {
  const { issuerPort, pagePorts, dataFolder, logFile, report } = settings;
  warnOfOtherNode();
  await demandUsablePorts(portsOf(settings));
  await prepareDataFolder(settings, report.tell);

  const started: Pick<Emulator | IdentityProvider, 'stop'>[] = [];
  const stopped = new AbortController();
  const { signal } = stopped;
  let announced: Omit<RunningCloud, 'pid'> | undefined;
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= (async () => {
      stopped.abort(new Error('The local cloud was stopped while it started.'));
      if (announced !== undefined) await announce(settings, { ...announced, phase: 'stopping' }).catch(() => {});
      // The issuer, which came first, goes last: as long as it answers, others know that this cloud is not gone yet.
      for (const part of started.toReversed()) await part.stop().catch((error) => report.tell(String(error)));
      if (settings.endpoint === undefined) {
        // What was sent last, while the emulator was ending.
        await openMailbox(dataFolder)
          .then((mailbox) => mailbox.collect())
          .catch((error) => report.tell(String(error)));
        await withdraw(settings);
        // Whoever filled it has pointed this process at it, which the next cloud would take for one that somebody else runs.
        delete process.env.AWS_ENDPOINT_URL;
      }
      for (const name of signals) process.off(name, interrupted);
    })();
    return stopping;
  };
  const interrupted = (name: NodeJS.Signals) => {
    stop().finally(() => process.exit(128 + constants.signals[name]));
  };
  for (const name of signals) process.on(name, interrupted);
  await onceLauncherIsGone(() => interrupted('SIGTERM'));

  try {
    const identity = await startIdentityProvider(issuerPort, join(dataFolder, 'identity'));
    started.push(identity);
    const { issuer } = identity;
    const emulator = settings.endpoint === undefined ? await startOurEmulator() : undefined;
    const endpoint = emulator?.endpoint ?? settings.endpoint ?? '';
    const deployment = await deploy({ settings, endpoint, issuer, signal, onProgress: report.progress });
    started.push(await startPaymentProviders(issuerPort, endpoint, deployment.outputs));
    started.push(await startCarriers(issuerPort, endpoint, deployment.outputs));
    const pages = pagePorts && (await startPages(pagePorts));
    signal.throwIfAborted();
    if (emulator !== undefined) {
      await tellWhatIsGone(settings, endpoint, deployment.outputs);
      await announce(settings, {
        ...announcement(endpoint),
        phase: 'ready',
        ...(pages !== undefined && { pages }),
      });
    }
    const failed = (emulator?.ended ?? new Promise<void>(() => {})).then(() => stopping ?? stop());
    const described = describe(settings, endpoint, issuer, deployment);
    return { ...described, pages, reused: false, failed, stop };

    async function startPages({ storefront: port, reference }: NonNullable<typeof pagePorts>): Promise<PageUrls> {
      const apiUrl = deployment.outputs.ApiUrl ?? '';
      const [clientId, clientSecret] = ['storefront-a', storefronts['storefront-a']];
      const shop = await startStorefront({ apiUrl, issuer, clientId, clientSecret, port });
      started.push(shop);
      const description = await startApiReference(reference, apiUrl);
      started.push(description);
      return { storefront: shop.url, reference: description.url };
    }

    async function startOurEmulator(): Promise<Emulator> {
      announced = announcement(`http://127.0.0.1:${settings.port}`);
      await announce(settings, announced);
      const packages = await installEmulator({ signal, log: await openLog(logFile), onProgress: report.progress });
      report.progress('starting the emulator');
      const emulator = await startEmulator(settings, packages, signal);
      started.push(emulator);
      signal.throwIfAborted();
      return emulator;
    }

    function announcement(endpoint: string): Omit<RunningCloud, 'pid'> {
      const { context } = settings;
      return { phase: 'starting', endpoint, issuer, logFile, context };
    }
  } catch (error) {
    await stop();
    throw await withFullDisks(settings, error);
  }
}

/** Uses a cloud that another process runs; brings it up to date when the code has changed since. */
async function joinRunning(
  settings: CloudSettings,
  { pid, endpoint, issuer, context, logFile, pages }: RunningCloud,
): Promise<Cloud> {
  const { port, isPortWanted } = settings;
  const which = `A cloud (process ${pid}, ${endpoint}) runs on ${settings.dataFolder}`;
  if (settings.fresh) throw new Error(`${which}; stop it before you start afresh.`);
  if (isPortWanted && port !== Number(new URL(endpoint).port)) {
    throw new Error(`${which}; stop it, or choose another --data for a second one on port ${port}.`);
  }
  const wanted = { ...context, ...settings.context };
  if (JSON.stringify(wanted) !== JSON.stringify(context)) {
    throw new Error(`${which} with other settings; stop it, or choose another --data and --port.`);
  }
  const { progress } = settings.report;
  const deployment = await deploy({
    settings: { ...settings, context, logFile },
    endpoint,
    issuer,
    onProgress: progress,
  });
  const described = describe({ ...settings, logFile }, endpoint, issuer, deployment);
  return { ...described, pages, reused: true, runBy: pid, failed: new Promise(() => {}), stop: async () => {} };
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

/** All ports that the local cloud takes. */
function portsOf({ port, issuerPort, pagePorts, endpoint }: CloudSettings): readonly WantedPort[] {
  const ours = endpoint === undefined ? [{ port, whose: 'the AWS endpoint' }] : [];
  const pages = Object.entries(pagePorts ?? {}).map(([name, port]) => ({ port, whose: `the ${name}` }));
  const carriers = { port: carriersPort(issuerPort), whose: 'the carriers' };
  return [...ours, { port: issuerPort, whose: 'the issuer' }, ...providerPorts(issuerPort), carriers, ...pages];
}

/** After a kill of the emulator: until when its state was saved, and which orders only their mails tell of. */
async function tellWhatIsGone(
  { dataFolder, report }: CloudSettings,
  endpoint: string,
  outputs: Readonly<Record<string, string>>,
): Promise<void> {
  const { complete, savedAt } = await earlierEnd(endpoint);
  if (complete) return;
  const { exists } = executionsOf(localStage({ endpoint, outputs }));
  const told = await ordersToldOf(dataFolder, savedAt);
  const gone = (await Promise.all(told.map(async (id) => ((await exists(id)) ? [] : [id])))).flat();
  const lost = gone.length === 0 ? '' : ` Gone, though their mails are there: ${gone.join(', ')}.`;
  report.tell(
    `The emulator was killed the last time. All until ${savedAt.toISOString()} was saved; what came after it is gone.${lost}`,
  );
}

/** The error, with what may have caused it and is easily overlooked. */
async function withFullDisks(settings: CloudSettings, error: unknown): Promise<unknown> {
  const full = await fullDisks(settings);
  if (full.length === 0) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new Error(`${message}\nThere is no room left in ${full.join(' and ')}.`, { cause: error });
}

function warnOfOtherNode(): void {
  if (process.version.startsWith('v24.')) return;
  console.warn(
    `Functions will run on Node.js ${process.version}, not on 24 as on AWS; use the npm scripts, which bring it.`,
  );
}
