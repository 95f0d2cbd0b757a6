import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { prepareDataFolder } from '../../local/data-folder.ts';
import { readyCloud, settledCloud } from '../../local/running-cloud.ts';
import { settingsFrom } from '../../local/settings.ts';

let dataFolder: string;
let told: string[];
beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'data-folder-'));
  told = [];
});
afterEach(() => rm(dataFolder, { recursive: true, force: true }));

const settings = (port = 4566, more = {}) => settingsFrom({ port, dataFolder, ...more }, {});
const prepare = (port?: number, more = {}) => prepareDataFolder(settings(port, more), (line) => told.push(line));
const leave = () => writeFile(join(dataFolder, 'deployed.json'), 'mine');

describe('a data folder', () => {
  it('goes on with what the same version left at the same address', async () => {
    await prepare();
    await leave();
    await prepare();
    expect(await readFile(join(dataFolder, 'deployed.json'), 'utf8')).toBe('mine');
    expect(told).toEqual([]);
  });

  it('sets aside what an older version left, and says so', async () => {
    await writeFile(join(dataFolder, 'address'), 'http://127.0.0.1:4566');
    await leave();
    await prepare();
    expect(await readdir(dataFolder)).not.toContain('deployed.json');
    expect(await readFile(join(dataFolder, 'set-aside', 'deployed.json'), 'utf8')).toBe('mine');
    expect(told).toEqual([expect.stringContaining('deployed by another version of the emulator')]);
  });

  it('sets aside what stands at another port, and says so', async () => {
    await prepare(4566);
    await leave();
    await prepare(4600);
    expect(await readdir(dataFolder)).not.toContain('deployed.json');
    expect(told).toEqual([expect.stringContaining('deployed at another address, http://127.0.0.1:4566')]);
  });

  it('forgets it when asked to begin afresh', async () => {
    await prepare();
    await leave();
    await prepare(4566, { fresh: true });
    expect((await readdir(dataFolder)).sort()).toEqual(['address']);
  });

  it('that cannot be made is named', async () => {
    const file = join(dataFolder, 'file');
    await writeFile(file, '');
    await expect(prepareDataFolder(settingsFrom({ dataFolder: file }, {}), () => {})).rejects.toThrow(
      `The data folder ${file} cannot be used: EEXIST`,
    );
  });

  it('that cannot be written to is named', async () => {
    await mkdir(join(dataFolder, 'address'));
    await expect(prepare()).rejects.toThrow(`The data folder ${dataFolder} cannot be used: EISDIR`);
  });

  it.each(['', '{"pid": 1, "endp', 'null', '{}'])('with a broken cloud.json (%j) has no cloud', async (content) => {
    await writeFile(join(dataFolder, 'cloud.json'), content);
    expect(await settledCloud(settings(), (line) => told.push(line))).toBeUndefined();
    expect(told).toEqual([]);
  });

  it('whose cloud was killed has none, whatever process has its id now', async () => {
    const left = { pid: process.pid, phase: 'ready', endpoint: 'http://127.0.0.1:9', issuer: 'http://127.0.0.1:9' };
    await writeFile(join(dataFolder, 'cloud.json'), JSON.stringify({ ...left, logFile: 'log', context: {} }));
    expect(await readyCloud(settings())).toBeUndefined();
    expect(await settledCloud(settings(), (line) => told.push(line))).toBeUndefined();
  });
});
