import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Writable } from 'node:stream';
import { promisify } from 'node:util';
import { isAlive } from './launcher.ts';
import { projectFolder } from './settings.ts';
import { runTethered } from './tethered.ts';

const run = promisify(execFile);

/** The Python that runs what is written in Python here. */
export const python = process.env.LOCAL_PYTHON ?? 'python3';

/** Python packages that belong together. */
export interface PythonPackages {
  /** What they are, as people say it: `the emulator`. */
  readonly what: string;
  /** The folder of `.local` that they are kept in. */
  readonly folder: string;
  /** The file of requirements: complete, as pip adds nothing to them, each pinned to a version and its hashes. */
  readonly requirements: string;
}

/** What an installation is told, and tells. */
export interface Installation {
  /** Gives up, and leaves no process behind. */
  readonly signal?: AbortSignal;
  /** Where everything that pip says goes. */
  readonly log?: Writable;
  readonly onProgress?: (progress: string) => void;
}

/**
 * Installs pinned Python packages into a folder of the project, for all data folders, unless they are there already.
 * @returns the folder, for PYTHONPATH
 * @throws Error that says what is missing: a Python with pip, a place for them, or what pip could not get
 */
export async function installPythonPackages(
  { what, folder, requirements }: PythonPackages,
  { signal, log, onProgress }: Installation = {},
): Promise<string> {
  const pins = await readFile(requirements, 'utf8');
  const wanted = createHash('sha256')
    .update(`${await demandPython(what)}\n${pins}`)
    .digest('hex');
  const target = join(projectFolder, '.local', folder);
  if ((await readFile(join(target, 'installed'), 'utf8').catch(() => '')) === wanted) return target;

  await removeDrafts(target);
  const draft = `${target}.${process.pid}`;
  // Else pip says so with a stack trace, after it has downloaded everything.
  await mkdir(draft, { recursive: true }).catch((error: Error) => {
    const where = `${dirname(target)}, whatever the data folder`;
    throw new Error(`There is no place to install ${what}, which lies in ${where}: ${error.message}`, { cause: error });
  });
  const count = pins.match(/^\w[^#\n]*==/gm)?.length ?? 0;
  const said: string[] = [];
  let collected = 0;
  const pip = ['-m', 'pip', 'install', '--no-deps', '--require-hashes', '--disable-pip-version-check', '--no-input'];
  const code = await runTethered([python, ...pip, '--target', draft, '-r', requirements], {
    cwd: projectFolder,
    env: { ...process.env, PIP_USER: '0' },
    signal,
    ...(log !== undefined && { log }),
    onLine: (line) => {
      said.push(line);
      if (line.startsWith('Collecting ')) onProgress?.(`installing ${what}: package ${++collected} of ${count}`);
      if (line.startsWith('Installing collected')) onProgress?.(`installing ${what}: unpacking`);
    },
  });
  signal?.throwIfAborted();
  if (code !== 0) {
    await rm(draft, { recursive: true, force: true });
    throw new Error(`pip could not install ${what}: ${said.slice(-5).join('\n')}`);
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
async function removeDrafts(target: string): Promise<void> {
  const parent = dirname(target);
  for (const name of await readdir(parent).catch(() => [])) {
    const draft = join(parent, name);
    const pid = draft.startsWith(`${target}.`) ? draft.slice(target.length + 1) : '';
    if (/^\d+$/.test(pid) && !isAlive(Number(pid))) await rm(draft, { recursive: true, force: true });
  }
}

/**
 * What kind of Python there is; packages of one do not fit another.
 * @throws Error that says what is missing
 */
async function demandPython(what: string): Promise<string> {
  const needed = `To install ${what} takes Python 3.10 or newer with pip. LOCAL_PYTHON names another than "${python}".`;
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
