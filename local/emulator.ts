import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { until } from '../bin/operations/until.ts';
import { type Installation, installPythonPackages, python } from './python-packages.ts';
import { type CloudSettings, projectFolder } from './settings.ts';

const folder = join(projectFolder, 'local', 'emulator');
const requirements = join(folder, 'requirements.txt');

/** These only end what hangs: a slow machine may take its time, and an earlier emulator may still have to save. */
const startSeconds = 180;
const endSeconds = 60;

/** A running emulator. */
export interface Emulator {
  readonly endpoint: string;
  /** Settles when the process has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** Lets it save its state and end; nothing of it is left afterwards. */
  stop(): Promise<void>;
}

/** The emulator and what it needs, each with its version: what another one has saved may not be readable. */
export async function emulatorVersion(): Promise<string> {
  return readFile(requirements, 'utf8');
}

/**
 * Installs the pinned emulator, unless it is there already.
 * @returns the folder, for PYTHONPATH
 * @throws Error that says what is missing
 */
export async function installEmulator(installation: Installation = {}): Promise<string> {
  return installPythonPackages({ what: 'the emulator', folder: 'python', requirements }, installation);
}

/**
 * Starts the emulator with our bridges, and waits until it answers. It ends by itself when this process does, even by
 * `kill -9`.
 */
export async function startEmulator(
  settings: CloudSettings,
  packages: string,
  signal?: AbortSignal,
): Promise<Emulator> {
  const { port, dataFolder, logFile } = settings;
  const stateFolder = join(dataFolder, 'state');
  await mkdir(dirname(logFile), { recursive: true });
  const log = await open(logFile, 'a');
  const child = spawn(python, [join(folder, 'bridge.py')], {
    // A process group of its own: Ctrl-C reaches only us, and we end the whole group.
    detached: true,
    stdio: ['pipe', log.fd, log.fd],
    // Nothing of the caller's environment that could change the emulator, or that functions must not see.
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      TMPDIR: process.env.TMPDIR,
      LANG: process.env.LANG,
      PYTHONPATH: packages,
      PYTHONUNBUFFERED: '1',
      GATEWAY_PORT: String(port),
      STATE_DIR: stateFolder,
      LOCAL_NODE: process.execPath,
      LOCAL_FUNCTIONS_DIR: join(dataFolder, 'functions'),
      LOCAL_DELIVERIES: deliveriesFile(dataFolder),
      LOCAL_SEEN_CALLS: seenCallsFile(dataFolder),
      LOCAL_USAGE: process.env.LOCAL_USAGE,
      LOCAL_FUNCTIONS_ENDPOINT: settings.functionsEndpoint,
      LOCAL_FUNCTION_WORKERS: process.env.LOCAL_FUNCTION_WORKERS,
      LOCAL_FUNCTION_WORKERS_MAX: process.env.LOCAL_FUNCTION_WORKERS_MAX,
      ...clockSettings(process.env),
    },
  });
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => {
      // However it ended, the processes that run functions end with it.
      killGroup(child);
      resolve();
    });
  });
  await log.close();

  const endpoint = `http://127.0.0.1:${port}`;
  const kill = () => killGroup(child);
  signal?.addEventListener('abort', kill);
  const ready = until(`the emulator on port ${port}`, startSeconds, async () => {
    if (child.exitCode !== null || child.signalCode !== null) {
      signal?.throwIfAborted();
      throw new Error(`The emulator ended while it started; see ${logFile}`);
    }
    return isEmulator(endpoint);
  });
  try {
    await Promise.race([ready, ended.then(() => ready)]);
  } catch (error) {
    killGroup(child);
    throw error;
  } finally {
    signal?.removeEventListener('abort', kill);
  }
  return { endpoint, ended, stop: () => stop(child, ended, stateFolder, logFile) };
}

/** The zone and, by libfaketime, the hour that everything on a machine takes for its own. */
function clockSettings(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const isOfClock = (name: string) => name === 'TZ' || name === 'LD_PRELOAD' || name.startsWith('FAKETIME');
  return Object.fromEntries(Object.entries(environment).filter(([name]) => isOfClock(name)));
}

/** Whether our emulator answers there. */
export async function isEmulator(endpoint: string): Promise<boolean> {
  try {
    return (await fetch(`${endpoint}/_local/functions`)).ok;
  } catch {
    return false;
  }
}

/**
 * Makes the emulator save its state now, and nothing more until {@link deploymentIsComplete}: half a deployment cannot
 * be gone on with.
 */
export async function deploymentBegins(endpoint: string): Promise<void> {
  await order(endpoint, 'deploying');
}

/** Makes the emulator save what was deployed, and from now on whatever changes. */
export async function deploymentIsComplete(endpoint: string): Promise<void> {
  await order(endpoint, 'checkpoint');
}

/** How the emulator before this one, on the same data folder, ended: whether it could save all, and else until when. */
export async function earlierEnd(endpoint: string): Promise<{ readonly complete: boolean; readonly savedAt: Date }> {
  const { complete, at } = (await (await fetch(`${endpoint}/_local/before`)).json()) as {
    complete: boolean;
    at: number | null;
  };
  return { complete, savedAt: new Date(1000 * (at ?? 0)) };
}

/** Where the emulator writes which calls it has let roles make. */
export function seenCallsFile(dataFolder: string): string {
  return join(dataFolder, 'seen-calls.ndjson');
}

/** Where the emulator writes what SES and SNS took. */
export function deliveriesFile(dataFolder: string): string {
  return join(dataFolder, 'deliveries.ndjson');
}

async function order(endpoint: string, what: string): Promise<void> {
  const answer = await fetch(`${endpoint}/_local/${what}`, { method: 'POST' });
  if (!answer.ok) throw new Error(`The emulator could not save its state: ${await answer.text()}`);
}

async function stop(child: ChildProcess, ended: Promise<void>, stateFolder: string, logFile: string): Promise<void> {
  child.stdin?.end();
  const patience = setTimeout(() => killGroup(child), endSeconds * 1000);
  await ended;
  clearTimeout(patience);
  const { complete } = await lastSave(stateFolder);
  if (!complete) console.error(`The local cloud could not save all of its state as it ended; see ${logFile}`);
}

/** How far the state is saved, as the emulator notes it down. */
async function lastSave(stateFolder: string): Promise<{ readonly complete: boolean }> {
  try {
    return JSON.parse(await readFile(join(stateFolder, 'saved.json'), 'utf8'));
  } catch {
    return { complete: false };
  }
}

/** Whatever is left of the emulator's process group: the processes that run functions. */
function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nothing was left.
  }
}
