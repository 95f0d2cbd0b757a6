import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emulatorVersion } from './emulator.ts';
import { type CloudSettings, projectFolder } from './settings.ts';

/** What an emulator and a deployment leave in a data folder. */
const leftovers = ['state', 'deployed.json', 'mail', 'deliveries.ndjson', 'seen-calls.ndjson', 'functions'];
const setAside = 'set-aside';
const littleBytes = 20 * 1024 * 1024;

/**
 * Makes the data folder ready for a start. What another emulator left, or one at another address, cannot be gone on
 * with (addresses stand inside what was deployed); it is set aside, and said so.
 *
 * @throws Error that names the folder, if it cannot be made or written to
 */
export async function prepareDataFolder(settings: CloudSettings, tell: (line: string) => void): Promise<void> {
  await prepare(settings, tell).catch((error: Error) => {
    throw new Error(`The data folder ${settings.dataFolder} cannot be used: ${error.message}`, { cause: error });
  });
}

async function prepare({ dataFolder, port, fresh, endpoint }: CloudSettings, tell: (line: string) => void) {
  await mkdir(dataFolder, { recursive: true });
  const file = join(dataFolder, 'address');
  const address = endpoint ?? `http://127.0.0.1:${port}`;
  const wanted = `${address}\n${createHash('sha256')
    .update(await emulatorVersion())
    .digest('hex')}`;
  const last = await readFile(file, 'utf8').catch(() => undefined);
  if (fresh) {
    for (const name of leftovers) await rm(join(dataFolder, name), { recursive: true, force: true });
  } else if (last !== undefined && last !== wanted) {
    const [lastAddress] = last.split('\n');
    const why = lastAddress === address ? 'by another version of the emulator' : `at another address, ${lastAddress}`;
    await put(dataFolder);
    tell(`What was here was deployed ${why}; it now lies in ${join(dataFolder, setAside)}, and all begins afresh.`);
  }
  await writeFile(file, wanted);
}

async function put(dataFolder: string): Promise<void> {
  await rm(join(dataFolder, setAside), { recursive: true, force: true });
  await mkdir(join(dataFolder, setAside));
  for (const name of leftovers) {
    await rename(join(dataFolder, name), join(dataFolder, setAside, name)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
  }
}

/** The folders in which there is next to no room: why a start fails may be hidden in a program's log. */
export async function fullDisks({ dataFolder }: CloudSettings): Promise<readonly string[]> {
  const folders = [...new Set([dataFolder, join(projectFolder, '.local'), tmpdir()])];
  const full = await Promise.all(
    folders.map(async (folder) => {
      const room = await statfs(folder).then(
        ({ bavail, bsize, files, ffree }) => (files > 0 && ffree === 0 ? 0 : bavail * bsize),
        () => littleBytes,
      );
      return room < littleBytes ? [folder] : [];
    }),
  );
  return full.flat();
}
