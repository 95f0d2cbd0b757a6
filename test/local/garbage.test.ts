import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { python } from '../../local/python-packages.ts';
import { projectFolder } from '../../local/settings.ts';

it('goes through what stays once, and lets go of it when nobody refers to it any more', async () => {
  const { stdout } = await promisify(execFile)(
    python,
    [
      '-c',
      `
import gc, weakref
import bridges.garbage
class Record: pass
kept = Record()
seen = weakref.ref(kept)
gc.collect()
print(any(known is kept for known in gc.get_objects()))
del kept
print(seen() is None)`,
    ],
    { env: { ...process.env, PYTHONPATH: join(projectFolder, 'local', 'emulator') } },
  );
  expect(stdout.split('\n')).toEqual(['False', 'True', '']);
});
