import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '../bin/operations/until.ts';
import { clientSettings } from './aws.ts';
import { deployAgain } from './deploy.ts';
import { isEmulator } from './emulator.ts';
import { fetchToken } from './identity-provider.ts';
import { type CloudSettings, settingsFrom } from './settings.ts';

/** Where what people look at is: the example storefront, the API's reference. */
export interface PageUrls {
  readonly storefront: string;
  readonly reference: string;
}

/** What a cloud says of itself to others that want to use its data folder, in `cloud.json` there. */
export interface RunningCloud {
  readonly pid: number;
  readonly phase: 'starting' | 'ready' | 'stopping';
  readonly endpoint: string;
  /** Answers as long as the cloud's process lives. */
  readonly issuer: string;
  readonly logFile: string;
  readonly context: Readonly<Record<string, string>>;
  /** Where its pages are, if it has them. */
  readonly pages?: PageUrls;
}

const startSeconds = 600;
const endSeconds = 60;

/** Says in which phase the cloud of this process is. */
export async function announce({ dataFolder }: CloudSettings, cloud: Omit<RunningCloud, 'pid'>): Promise<void> {
  const file = join(dataFolder, 'cloud.json');
  // Whole or not at all: it may be read at any moment, and this process may be killed at any moment.
  await writeFile(`${file}.${process.pid}`, JSON.stringify({ pid: process.pid, ...cloud }, null, 2));
  await rename(`${file}.${process.pid}`, file);
}

/** Says that nothing runs on the data folder any more. */
export async function withdraw({ dataFolder }: CloudSettings): Promise<void> {
  await rm(join(dataFolder, 'cloud.json'), { force: true });
}

/** The cloud that is ready on the data folder; nothing is waited for. */
export async function readyCloud(settings: CloudSettings): Promise<RunningCloud | undefined> {
  const cloud = await read(settings);
  return cloud?.phase === 'ready' && (await isThere(cloud)) ? cloud : undefined;
}

/** A local cloud as commands for any stage meet it. */
export interface RunningLocalCloud {
  /** Settings of AWS clients that talk to it. */
  readonly settings: ReturnType<typeof clientSettings>;
  /** Gets an access token of its issuer. */
  readonly fetchToken: typeof fetchToken;
  /** Takes back whatever was released to it since it was deployed. */
  readonly goBack: () => Promise<void>;
}

/**
 * The cloud that is ready on the data folder (`.local` unless told otherwise), or that AWS_ENDPOINT_URL names; nothing
 * is started.
 */
export async function runningLocalCloud(dataFolder?: string): Promise<RunningLocalCloud | undefined> {
  const settings = settingsFrom({ dataFolder });
  const endpoint = settings.endpoint ?? (await readyCloud(settings))?.endpoint;
  if (endpoint === undefined) return undefined;
  const goBack = () => deployAgain({ settings, endpoint });
  return { settings: clientSettings(endpoint), fetchToken, goBack };
}

/**
 * The cloud that is ready on the data folder. One that is just starting, or ending, or whose process was killed while
 * its emulator still saves, is waited for.
 */
export async function settledCloud(
  settings: CloudSettings,
  tell: (line: string) => void,
): Promise<RunningCloud | undefined> {
  const seen = await read(settings);
  if (seen === undefined) return undefined;
  if (seen.phase !== 'ready' && (await isIssuer(seen.issuer))) {
    tell(`The local cloud of process ${seen.pid} is ${seen.phase} here; waiting for it …`);
    await until(`process ${seen.pid}, whose local cloud is ${seen.phase}`, startSeconds, async () => {
      const now = await read(settings);
      return now?.phase !== seen.phase || !(await isIssuer(seen.issuer));
    });
  }
  const cloud = await readyCloud(settings);
  if (cloud !== undefined) return cloud;
  if (await isEmulator(seen.endpoint)) {
    tell('An earlier local cloud was killed here; waiting until its emulator has saved and ended …');
    await until(
      'the emulator of an earlier local cloud to end',
      endSeconds,
      async () => !(await isEmulator(seen.endpoint)),
    );
  }
  return undefined;
}

async function read({ dataFolder }: CloudSettings): Promise<RunningCloud | undefined> {
  try {
    const cloud = JSON.parse(await readFile(join(dataFolder, 'cloud.json'), 'utf8')) as Partial<RunningCloud>;
    const { pid, phase = 'ready', endpoint, issuer, logFile, context = {}, pages } = cloud;
    if (pid === undefined || endpoint === undefined || issuer === undefined || logFile === undefined) return undefined;
    return { pid, phase, endpoint, issuer, logFile, context, ...(pages !== undefined && { pages }) };
  } catch {
    // Nothing there, or cut off by a kill.
    return undefined;
  }
}

async function isThere({ endpoint, issuer }: RunningCloud): Promise<boolean> {
  return (await Promise.all([isEmulator(endpoint), isIssuer(issuer)])).every(Boolean);
}

async function isIssuer(issuer: string): Promise<boolean> {
  try {
    const answer = await fetch(`${issuer}/.well-known/openid-configuration`);
    return ((await answer.json()) as { issuer?: unknown }).issuer === issuer;
  } catch {
    return false;
  }
}
