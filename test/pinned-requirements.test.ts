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

describe('the packages of npm', () => {
  interface Locked {
    readonly integrity?: string;
    readonly link?: boolean;
    readonly inBundle?: boolean;
    readonly hasInstallScript?: boolean;
  }

  it('are pinned to what they hold, and run no script as they are installed, but for Node.js itself and esbuild', async () => {
    const { packages } = JSON.parse(await readFile('package-lock.json', 'utf8')) as {
      packages: Readonly<Record<string, Locked>>;
    };
    const { dependencies, devDependencies } = JSON.parse(await readFile('package.json', 'utf8')) as Readonly<
      Record<string, Readonly<Record<string, string>>>
    >;
    // Ours are links; what is bundled lies in the archive of another.
    const others = Object.entries(packages).filter(
      ([name, { link, inBundle }]) => name.startsWith('node_modules/') && !link && !inBundle,
    );

    expect(others.length).toBeGreaterThan(100);
    expect(others.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([name]) => name)).toEqual([]);
    // Where it is deployed from, whoever runs a script may become the role on AWS.
    expect(others.filter(([, { hasInstallScript }]) => hasInstallScript).map(([name]) => name)).toEqual([
      'node_modules/esbuild',
      'node_modules/node',
    ]);
    const wanted = Object.values({ ...dependencies, ...devDependencies });
    expect(wanted.filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });
});
