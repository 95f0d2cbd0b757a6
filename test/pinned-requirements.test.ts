import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';

describe("the emulator's packages", () => {
  it('are pinned to a version and to what its files hold, each of them', async () => {
    const text = await readFile('local/emulator/requirements.txt', 'utf8');
    const requirements = text
      .replaceAll(/^#.*$/gm, '')
      .replaceAll('\\\n', ' ')
      .split('\n')
      .filter((line) => line.trim() !== '');

    expect(requirements.length).toBeGreaterThan(10);
    const pinned = /^[\w.-]+==[\w.]+(?: ; [^;]+?)?(?:\s+--hash=sha256:[0-9a-f]{64})+\s*$/;
    expect(requirements.filter((requirement) => !pinned.test(requirement))).toEqual([]);
  });
});
