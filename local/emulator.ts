import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type CloudSettings, projectFolder } from './settings.ts';
import { until } from './until.ts';

const run = promisify(execFile);
const folder = join(projectFolder, 'local', 'emulator');
const python = process.env.LOCAL_PYTHON ?? 'python3';

/** A running emulator. */
export interface Emulator {
  readonly endpoint: string;
  /** Settles when the process has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** Lets it save its state and end; nothing of it is left afterwards. */
  stop(): Promise<void>;
}

/** Installs the pinned emulator into a folder of the project, for all data folders, unless it is there already. */
export async function installEmulator(): Promise<string> {
  const requirements = await readFile(join(folder, 'requirements.txt'), 'utf8');
  const version = await pythonVersion();
  const wanted = createHash('sha256').update(`${version}\n${requirements}`).digest('hex');
  const target = join(projectFolder, '.local', 'python');
  const marker = join(target, 'installed');
  if ((await readFile(marker, 'utf8').catch(() => '')) === wanted) return target;

  const draft = `${target}.${process.pid}`;
  await rm(draft, { recursive: true, force: true });
  const pip = [
    '-m',
    'pip',
    'install',
    '--no-deps',
    '--require-hashes',
    '--disable-pip-version-check',
    '--quiet',
    '--target',
    draft,
  ];
  try {
    await run(python, [...pip, '-r', join(folder, 'requirements.txt')], { maxBuffer: 1 << 24 });
  } catch (error) {
    throw new Error(`pip could not install the emulator: ${(error as { stderr?: string }).stderr || error}`);
  }
  await writeFile(join(draft, 'installed'), wanted);
  await rm(target, { recursive: true, force: true });
  await rename(draft, target).catch(async () => {
    // Somebody else was quicker.
    await rm(draft, { recursive: true, force: true });
  });
  return target;
}

/** @throws Error that names the first of the ports that something else listens on, and how to choose others */
export async function demandFreePorts(...ports: readonly number[]): Promise<void> {
  for (const port of ports) {
    await new Promise<void>((resolve, reject) => {
      const probe = createServer();
      probe.once('error', () =>
        reject(
          new Error(
            `Port ${port} on 127.0.0.1 is in use. Choose another with --port 4600 or LOCAL_PORT=4600 (the issuer takes the next one).`,
          ),
        ),
      );
      probe.listen(port, '127.0.0.1', () => probe.close(() => resolve()));
    });
  }
}

/** Starts the emulator with our bridges, and waits until it answers. It ends by itself when this process does, even by `kill -9`. */
export async function startEmulator(settings: CloudSettings, packages: string): Promise<Emulator> {
  const { port, dataFolder, logFile } = settings;
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
      STATE_DIR: join(dataFolder, 'state'),
      LOCAL_NODE: process.execPath,
      LOCAL_FUNCTIONS_DIR: join(dataFolder, 'functions'),
      LOCAL_FUNCTION_WORKERS: process.env.LOCAL_FUNCTION_WORKERS,
      LOCAL_FUNCTION_WORKERS_MAX: process.env.LOCAL_FUNCTION_WORKERS_MAX,
    },
  });
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => resolve());
  });
  await log.close();

  const endpoint = `http://127.0.0.1:${port}`;
  const ready = until(`the emulator on port ${port}`, 60, async () => {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`The emulator ended while it started; see ${logFile}`);
    }
    return isEmulator(endpoint);
  });
  try {
    await Promise.race([ready, ended.then(() => ready)]);
  } catch (error) {
    killGroup(child);
    throw error;
  }
  return { endpoint, ended, stop: () => stop(child, ended) };
}

/** Whether our emulator answers there. */
export async function isEmulator(endpoint: string): Promise<boolean> {
  try {
    return (await fetch(`${endpoint}/_local/functions`)).ok;
  } catch {
    return false;
  }
}

/** Makes the emulator save its state now; what it has not saved is lost when it is killed. */
export async function checkpoint(endpoint: string): Promise<void> {
  await fetch(`${endpoint}/_local/checkpoint`, { method: 'POST' });
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  child.stdin?.end();
  const patience = setTimeout(() => killGroup(child), 15_000);
  await ended;
  clearTimeout(patience);
  killGroup(child);
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

async function pythonVersion(): Promise<string> {
  const ask = 'import sys, pip; print(sys.implementation.cache_tag); sys.exit(sys.version_info < (3, 10))';
  try {
    return (await run(python, ['-c', ask])).stdout.trim();
  } catch {
    throw new Error(`The local cloud needs Python 3.10 or newer with pip as "${python}" (or named by LOCAL_PYTHON).`);
  }
}
