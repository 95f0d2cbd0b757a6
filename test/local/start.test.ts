import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../bin/operations/until.ts';
import { isEmulator } from '../../local/emulator.ts';
import { projectFolder } from '../../local/settings.ts';
import { patienceSeconds } from '../patiently.ts';
import { freePorts, isFree } from './free-ports.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'start-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** `npm start` as a person types it. */
function npmStart(args: readonly string[], environment: Readonly<Record<string, string>> = {}): ChildProcess {
  return spawn('npm', ['start', '--', ...args], {
    cwd: projectFolder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
}

async function said(start: ChildProcess): Promise<{ stdout: string; stderr: string; code: number | null }> {
  const ended = new Promise<number | null>((resolve) => start.once('close', resolve));
  const [stdout, stderr, code] = await Promise.all([
    start.stdout ? text(start.stdout) : '',
    start.stderr ? text(start.stderr) : '',
    ended,
  ]);
  return { stdout, stderr, code };
}

/** The processes that have to do with a data folder, by its name in their command line or environment. */
async function processesOf(dataFolder: string): Promise<readonly string[]> {
  const { stdout } = await promisify(execFile)('ps', ['-Aeww', 'e', '-o', 'pid,args'], { maxBuffer: 1 << 25 });
  return stdout.split('\n').filter((line) => line.includes(dataFolder) && !line.includes('ps -A'));
}

describe('npm start, ended while it deploys', () => {
  const ends = [
    ['a SIGTERM to npm', 'npm', 'SIGTERM'],
    ['a kill -9 of npm', 'npm', 'SIGKILL'],
    ['a Ctrl-C in Node', 'node', 'SIGINT'],
    ['a kill -9 of Node', 'node', 'SIGKILL'],
  ] as const;

  it.each(ends)('by %s, leaves no process, and nothing in the way of the next start', async (_, whom, signal) => {
    const dataFolder = await mkdtemp(join(folder, 'data-'));
    const port = await freePorts();
    const start = npmStart(['--port', String(port), '--data', dataFolder]);
    start.stdout?.resume();
    start.stderr?.resume();
    const tether = await until('the deployment', patienceSeconds, async () =>
      (await processesOf(dataFolder)).find((line) => line.includes('tether.ts')),
    );
    expect(tether).toBeDefined();
    const { pid } = JSON.parse(await readFile(join(dataFolder, 'cloud.json'), 'utf8')) as { pid: number };

    process.kill(whom === 'npm' ? (start.pid ?? 0) : pid, signal);

    await until('everything to end', patienceSeconds, async () => (await processesOf(dataFolder)).length === 0);
    expect(await isEmulator(`http://127.0.0.1:${port}`)).toBe(false);
    expect(await isFree(port)).toBe(true);
  });
});

describe('npm start, where it cannot', () => {
  it('refuses a port whose neighbour fetch refuses, at once and by name', async () => {
    const { stderr, code } = await said(npmStart(['--port', '6664', '--data', join(folder, 'never')]));
    expect(stderr).toContain(
      'Port 6665 on 127.0.0.1 is one that fetch refuses to call, as browsers do (it is for the issuer)',
    );
    expect(code).toBe(1);
  });

  it.each([
    [
      'without pip',
      'echo cpython-311 3.11 True False',
      'has no pip. Install it (Debian, Ubuntu: apt-get install python3-pip',
    ],
    [
      'that is too old',
      'echo cpython-39 3.9 False True',
      'is Python 3.9. To install the emulator takes Python 3.10 or newer',
    ],
    ['that does not run', 'exit 3', 'does not run'],
  ])('says what a Python %s lacks', async (_, script, sentence) => {
    const python = join(folder, 'python');
    await writeFile(python, `#!/bin/sh\n${script}\n`);
    await chmod(python, 0o755);
    const port = await freePorts();
    const start = npmStart(['--port', String(port), '--data', join(folder, 'no-python')], { LOCAL_PYTHON: python });
    const { stderr, code } = await said(start);
    expect(stderr).toContain(sentence);
    expect(code).toBe(1);
  });

  it('says which Python is missing', async () => {
    const port = await freePorts();
    const environment = { LOCAL_PYTHON: join(folder, 'no-such-python') };
    const { stderr, code } = await said(
      npmStart(['--port', String(port), '--data', join(folder, 'none')], environment),
    );
    expect(stderr).toContain(`"${environment.LOCAL_PYTHON}" is not there.`);
    expect(code).toBe(1);
  });
});
