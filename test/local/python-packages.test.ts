import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { installPythonPackages } from '../../local/python-packages.ts';
import { projectFolder } from '../../local/settings.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'python-packages-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('says where packages would have to be installed, and that nothing can be written there', async () => {
  const requirements = join(folder, 'requirements.txt');
  await writeFile(requirements, '');
  const inTheWay = join(folder, 'file');
  await writeFile(inTheWay, '');
  const packages = {
    what: 'the emulator',
    folder: relative(join(projectFolder, '.local'), join(inTheWay, 'python')),
    requirements,
  };

  await expect(installPythonPackages(packages)).rejects.toThrow(
    `There is no place to install the emulator, which lies in ${inTheWay}, whatever the data folder: ENOTDIR`,
  );
});
