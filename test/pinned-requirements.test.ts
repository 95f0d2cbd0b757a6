import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';

describe('the packages of Python', () => {
  const files = [
    'local/holidays/requirements.txt',
    'local/emulator/requirements.txt',
    'test/stack/cfn-lint-requirements.txt',
    'test/schemathesis/requirements.txt',
  ];

  it.each(files)('are pinned to a version and to what its files hold, each of them: %s', async (file) => {
    const text = await readFile(file, 'utf8');
    const requirements = text
      .replaceAll(/^#.*$/gm, '')
      .replaceAll('\\\n', ' ')
      .split('\n')
      .filter((line) => line.trim() !== '');

    expect(requirements.length).toBeGreaterThan(2);
    const pinned = /^[\w.-]+==[\w.]+(?: ; [^;]+?)?(?:\s+--hash=sha256:[0-9a-f]{64})+\s*$/;
    expect(requirements.filter((requirement) => !pinned.test(requirement))).toEqual([]);
  });
});
