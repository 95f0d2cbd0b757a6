import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectFolder } from './settings.ts';

const run = promisify(execFile);

/** The Python that runs what is written in Python here. */
export const python = process.env.LOCAL_PYTHON ?? 'python3';

/**
 * Installs pinned Python packages into a folder of `.local`, unless they are there already.
 * @param file the requirements, complete: pip adds nothing to them
 * @returns the folder, for PYTHONPATH
 * @throws Error that says what is missing: a Python with pip, or what pip could not get
 */
export async function installPythonPackages(name: string, file: string): Promise<string> {
  const requirements = await readFile(file, 'utf8');
  const version = await pythonVersion();
  const wanted = createHash('sha256').update(`${version}\n${requirements}`).digest('hex');
  const target = join(projectFolder, '.local', name);
  if ((await readFile(join(target, 'installed'), 'utf8').catch(() => '')) === wanted) return target;

  const draft = `${target}.${process.pid}`;
  const pip = ['-m', 'pip', 'install', '--no-deps', '--disable-pip-version-check', '--quiet', '--target', draft];
  try {
    await run(python, [...pip, '-r', file], { maxBuffer: 1 << 24 });
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw new Error(`pip could not install it: ${(error as { stderr?: string }).stderr || error}`);
  }
  await writeFile(join(draft, 'installed'), wanted);
  await rm(target, { recursive: true, force: true });
  await rename(draft, target).catch(async () => {
    // Somebody else was quicker.
    await rm(draft, { recursive: true, force: true });
  });
  return target;
}

async function pythonVersion(): Promise<string> {
  const ask = 'import sys, pip; print(sys.implementation.cache_tag); sys.exit(sys.version_info < (3, 10))';
  try {
    return (await run(python, ['-c', ask])).stdout.trim();
  } catch {
    throw new Error(`It needs Python 3.10 or newer with pip as "${python}" (or named by LOCAL_PYTHON).`);
  }
}
