import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { quotaNames } from '../../bench/quotas.ts';
import { projectFolder } from '../../local/settings.ts';

/** What `npm run bench:limits` answers. */
async function limits(...args: readonly string[]): Promise<string> {
  const command = [join(projectFolder, 'bench', 'limits.ts'), ...args];
  return promisify(execFile)(process.execPath, command).then(
    ({ stdout }) => stdout,
    ({ stderr }) => stderr,
  );
}

describe('npm run bench:limits', () => {
  it('lists every quota with its default and its source', async () => {
    const list = await limits('--list');
    for (const name of quotaNames) expect(list).toContain(`| ${name} |`);
  });

  it.each([
    [['--quota', 'wishes=3'], '--quota wishes=3: one of orders let in'],
    [['--quota', 'e-mails=none'], '--quota none: give a number above 0'],
    [['--rates', '10,-1'], '--rates -1: give a number above 0'],
    [['--hot', '2'], '--hot 2: give a number above 0, at most 1'],
  ])('refuses %j with what is wrong', async (args, message) => {
    expect(await limits(...args)).toContain(message);
  });
});
