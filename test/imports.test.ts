import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectFolder } from '../local/settings.ts';

/** The storeys of the house, from the ground up: a file imports from its own storey and from those below. */
const storeys = [
  /^lambdas\/runtime\//,
  /^lambdas\/orders\//,
  // The capabilities beside each other.
  /^lambdas\/(?!api\/|console\/|order-)/,
  // What binds capabilities together.
  /^lambdas\/order-/,
  /^lambdas\/api\//,
  // What a page has to know of the API.
  /^lambdas\/console\//,
  // Knows the API by its document only.
  /^client\//,
  // Pages with a script of their own: as others, they know the API by the client.
  /^web\//,
  /^lib\//,
  /^bin\//,
  // What a storefront does: it knows the client only.
  /^examples\/.*\.ts$/,
  /^local\//,
  /^bench\//,
];

/** What runs the other way, and why. */
const exceptions = {
  'bin/operations/operated-stage.ts → local/running-cloud.ts':
    'a command for any stage takes the local cloud that runs, where no stage is named',
} as const satisfies Record<string, string>;

const folders = ['lambdas', 'client', 'web', 'lib', 'bin', 'examples', 'local', 'bench'];
const files = (await Promise.all(folders.map(sourcesIn))).flat();
const imports = new Map(await Promise.all(files.map(async (file) => [file, await importsOf(file)] as const)));

describe('imports', () => {
  it('are found', () => {
    expect(imports.get('lib/orders-api.ts')).toContain('lambdas/api/routes.ts');
    // A measurement borrows doubles of the tests.
    const elsewhere = [...imports.values()]
      .flat()
      .filter((path) => !imports.has(path) && !/\.json$|^test\//.test(path));
    expect(elsewhere).toEqual([]);
  });

  it('run one way, from a storey to those below it', () => {
    const upwards = edges().filter(([file, imported]) => storeyOf(file) < storeyOf(imported));

    expect(upwards.map((edge) => edge.join(' → '))).toEqual(Object.keys(exceptions));
  });

  it('of what is published of the client stay within it', () => {
    const published = edges().filter(([file]) => file.startsWith('client/src/'));

    expect(published.length).toBeGreaterThan(5);
    expect(published.filter(([, imported]) => !imported.startsWith('client/src/'))).toEqual([]);
  });

  it('never end in an entry point: capabilities call functions of each other', () => {
    expect(edges().filter(([, imported]) => imported.endsWith('.handler.ts'))).toEqual([]);
  });

  it('never form a circle, not between files', () => {
    expect(circleIn(imports)).toEqual([]);
  });

  it('never form a circle, not between capabilities either', () => {
    const folders = new Map<string, string[]>();
    for (const [file, imported] of edges().filter((edge) => !(edge.join(' → ') in exceptions))) {
      const [from, to] = [capabilityOf(file), capabilityOf(imported)];
      if (from !== to) folders.set(from, [...(folders.get(from) ?? []), to]);
    }
    expect(circleIn(folders)).toEqual([]);
  });
});

/** The TypeScript files below a folder. */
async function sourcesIn(folder: string): Promise<readonly string[]> {
  const paths = await readdir(join(projectFolder, folder), { recursive: true });
  return paths
    .filter((path) => path.endsWith('.ts') && !/(^|\/)(node_modules|dist)\//.test(path))
    .map((path) => `${folder}/${path}`);
}

/** What a file of ours imports of ours, types too. */
async function importsOf(file: string): Promise<readonly string[]> {
  const text = await readFile(join(projectFolder, file), 'utf8');
  const statements = text.matchAll(
    /^(?:import|export)\b[^;]*?from '(\.[^']+)'|\bimport\('(\.[^']+)'\)|^import '(\.[^']+)'/gm,
  );
  return [...statements].map(([, from, later, bare]) => posix.join(dirname(file), from ?? later ?? bare ?? ''));
}

function edges(): readonly (readonly [string, string])[] {
  return [...imports].flatMap(([file, imported]) => imported.map((path) => [file, path] as const));
}

function storeyOf(file: string): number {
  return storeys.findIndex((storey) => storey.test(file));
}

/** `lambdas/<capability>`, or the folder at the top. */
function capabilityOf(file: string): string {
  return file.startsWith('lambdas/') ? file.split('/').slice(0, 2).join('/') : (file.split('/')[0] ?? '');
}

/** The first circle that is found, from a node back to itself; nothing when there is none. */
function circleIn(graph: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const done = new Set<string>();
  const visit = (node: string, path: readonly string[]): readonly string[] => {
    if (path.includes(node)) return [...path.slice(path.indexOf(node)), node];
    if (done.has(node)) return [];
    for (const next of graph.get(node) ?? []) {
      const circle = visit(next, [...path, node]);
      if (circle.length > 0) return circle;
    }
    done.add(node);
    return [];
  };
  for (const node of graph.keys()) {
    const circle = visit(node, []);
    if (circle.length > 0) return circle;
  }
  return [];
}
