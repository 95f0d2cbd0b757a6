import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Writable } from 'node:stream';
import { promisify } from 'node:util';
import { until } from '../bin/operations/until.ts';
import { isAlive } from './launcher.ts';
import { type CloudSettings, projectFolder } from './settings.ts';
import { runTethered } from './tethered.ts';

const run = promisify(execFile);
const folder = join(projectFolder, 'local', 'emulator');
const python = process.env.LOCAL_PYTHON ?? 'python3';

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

/** What an installation is told, and tells. */
export interface Installation {
  readonly signal?: AbortSignal;
  /** Where everything that pip says goes. */
  readonly log?: Writable;
  readonly onProgress?: (progress: string) => void;
}

/** The emulator and what it needs, each with its version: what another one has saved may not be readable. */
export async function emulatorVersion(): Promise<string> {
  return readFile(join(folder, 'requirements.txt'), 'utf8');
}

/**
 * Installs the pinned emulator into a folder of the project, for all data folders, unless it is there already.
 * @throws Error that says what is missing
 */
export async function installEmulator({ signal, log, onProgress }: Installation = {}): Promise<string> {
  const version = await emulatorVersion();
  const wanted = createHash('sha256')
    .update(`${await demandPython()}\n${version}`)
    .digest('hex');
  const target = join(projectFolder, '.local', 'python');
  const marker = join(target, 'installed');
  if ((await readFile(marker, 'utf8').catch(() => '')) === wanted) return target;

  await removeBrokenInstallations(dirname(target));
  const draft = `${target}.${process.pid}`;
  const packages = version.match(/^\w[^#\n]*==/gm)?.length ?? 0;
  const said: string[] = [];
  let collected = 0;
  const pip = [
    python,
    '-m',
    'pip',
    'install',
    '--no-deps',
    '--require-hashes',
    '--disable-pip-version-check',
    '--no-input',
    '--target',
    draft,
  ];
  const code = await runTethered([...pip, '-r', join(folder, 'requirements.txt')], {
    cwd: projectFolder,
    env: { ...process.env, PIP_USER: '0' },
    signal,
    ...(log !== undefined && { log }),
    onLine: (line) => {
      said.push(line);
      if (line.startsWith('Collecting '))
        onProgress?.(`installing the emulator: package ${++collected} of ${packages}`);
      if (line.startsWith('Installing collected')) onProgress?.('installing the emulator: unpacking');
    },
  });
  signal?.throwIfAborted();
  if (code !== 0) {
    await rm(draft, { recursive: true, force: true });
    throw new Error(`pip could not install the emulator: ${said.slice(-5).join('\n')}`);
  }
  await writeFile(join(draft, 'installed'), wanted);
  await rm(target, { recursive: true, force: true });
  await rename(draft, target).catch(async () => {
    // Somebody else was quicker.
    await rm(draft, { recursive: true, force: true });
  });
  return target;
}

/** Drafts of installations whose process was killed. */
async function removeBrokenInstallations(parent: string): Promise<void> {
  for (const name of await readdir(parent).catch(() => [])) {
    const pid = /^python\.(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) await rm(join(parent, name), { recursive: true, force: true });
  }
}

/** Starts the emulator with our bridges, and waits until it answers. It ends by itself when this process does, even by `kill -9`. */
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
  const giveUp = () => killGroup(child);
  signal?.addEventListener('abort', giveUp);
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
    signal?.removeEventListener('abort', giveUp);
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

/** Makes the emulator save its state now, and nothing more until {@link deploymentIsComplete}: half a deployment cannot be gone on with. */
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

/**
 * What kind of Python there is; packages of one do not fit another.
 * @throws Error that says what is missing
 */
async function demandPython(): Promise<string> {
  const needed = `The local cloud needs Python 3.10 or newer with pip. LOCAL_PYTHON names another than "${python}".`;
  const ask = `import sys, importlib.util
print(sys.implementation.cache_tag, '%d.%d' % sys.version_info[:2], sys.version_info >= (3, 10), importlib.util.find_spec('pip') is not None)`;
  const { stdout } = await run(python, ['-c', ask]).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? 'is not there' : `does not run: ${error.message}`;
    throw new Error(`"${python}" ${why}. ${needed}`, { cause: error });
  });
  const [tag = '', version, isNewEnough, hasPip] = stdout.trim().split(' ');
  if (isNewEnough !== 'True') throw new Error(`"${python}" is Python ${version}. ${needed}`);
  if (hasPip !== 'True') {
    const remedy = `Install it (Debian, Ubuntu: apt-get install python3-pip; elsewhere: ${python} -m ensurepip).`;
    throw new Error(`"${python}" (${version}) has no pip. ${remedy}`);
  }
  return tag;
}
