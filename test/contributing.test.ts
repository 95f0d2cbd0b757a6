import { access, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';

/** The paths of the project that a page names; those with a placeholder (`<name>`, `…`) stand for many. */
async function pathsIn(page: string): Promise<readonly string[]> {
  const text = await readFile(page, 'utf8');
  const named = text.matchAll(
    /`((?:\.github|bin|docs|examples|lambdas|lib|local|test)\/[^`\s]*|[\w.-]+\.(?:md|yml))`/g,
  );
  return [...named].map(([, path = '']) => path).filter((path) => !/[<…]/.test(path));
}

describe.each(['CONTRIBUTING.md', 'SECURITY.md'])('%s', (page) => {
  it('names files that there are', async () => {
    const paths = await pathsIn(page);
    const missing: string[] = [];
    for (const path of paths) {
      const candidates = [path, `.github/workflows/${path}`];
      const found = await Promise.all(
        candidates.map((one) =>
          access(one).then(
            () => true,
            () => false,
          ),
        ),
      );
      if (!found.includes(true)) missing.push(path);
    }

    expect(paths.length).toBeGreaterThan(5);
    expect(missing).toEqual([]);
  });
});
