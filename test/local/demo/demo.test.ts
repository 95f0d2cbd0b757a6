import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { projectFolder } from '../../../local/settings.ts';
import { freePorts } from '../free-ports.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'demo-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('`npm run demo` in a new folder sees all five orders end as they should, and says so', async () => {
  const args = ['run', 'demo', '--', '--port', String(await freePorts()), '--data', folder];
  const { code, stdout } = await new Promise<{ code: unknown; stdout: string }>((resolve) =>
    execFile('npm', args, { cwd: projectFolder }, (error, stdout) => resolve({ code: error?.code ?? 0, stdout })),
  );

  expect(stdout).not.toContain('Not as it should be');
  expect(code).toBe(0);
});
