import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { fullDisks } from '../../local/data-folder.ts';
import { settingsFrom } from '../../local/settings.ts';

const room = vi.hoisted(() => ({ of: (_folder: string): object => ({}) }));
vi.mock('node:fs/promises', async (original) => ({
  ...(await original<typeof import('node:fs/promises')>()),
  statfs: async (folder: string) => room.of(folder),
}));

let dataFolder: string;
beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'full-disk-'));
});
afterAll(() => rm(dataFolder, { recursive: true }));

const plenty = { bavail: 1_000_000, bsize: 4096, files: 1_000, ffree: 900 };

describe('a disk', () => {
  it.each([
    ['with a megabyte left', { ...plenty, bavail: 256 }, true],
    ['without a place for another file', { ...plenty, ffree: 0 }, true],
    ['that counts no files', { ...plenty, files: 0, ffree: 0 }, false],
    ['with room', plenty, false],
  ])('%s is told of when a start fails: its folder is named', async (_case, left, isFull) => {
    room.of = (folder) => (folder === dataFolder ? left : plenty);
    expect(await fullDisks(settingsFrom({ dataFolder }, {}))).toEqual(isFull ? [dataFolder] : []);
  });

  it('that nobody can ask keeps nothing from starting', async () => {
    room.of = () => {
      throw new Error('ENOSYS');
    };
    expect(await fullDisks(settingsFrom({ dataFolder }, {}))).toEqual([]);
  });
});
