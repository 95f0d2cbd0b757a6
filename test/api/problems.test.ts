import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { problemsOf } from '../../lambdas/api/route-problems.ts';
import { namedRoutes } from '../../lambdas/api/routes.ts';
import type { ProblemType } from '../../lambdas/runtime/problem.ts';

const lambdas = new URL('../../lambdas/', import.meta.url);

/** The types of problems that the capabilities declare, each in its `problems.ts`. */
const declared = await Promise.all(
  (await readdir(lambdas, { recursive: true }))
    .filter((path) => /(?:^|\/)problems\.ts$/.test(path))
    .map(async (path) => Object.values((await import(new URL(path, lambdas).href)) as Record<string, ProblemType>)),
);
const types = declared.flat();

describe('the types of problems', () => {
  it('have a name each', () => {
    expect(types.length).toBeGreaterThan(0);
    expect(types.map(({ kind }) => kind).filter((kind, index, kinds) => kinds.indexOf(kind) !== index)).toEqual([]);
  });

  it('are each answered by a route, and no route answers with another', () => {
    expect(new Set(namedRoutes.flatMap(([, route]) => problemsOf(route)))).toEqual(new Set(types));
  });

  it('are explained in docs/problems.md, with their status, and no others are', async () => {
    const page = await readFile(new URL('../../docs/problems.md', import.meta.url), 'utf8');
    const rows = [...page.matchAll(/^\| `([a-z-]+)` \| (\d{3}) \|/gm)].map(([, kind, status]) => `${kind} ${status}`);

    expect(rows.sort()).toEqual(types.map(({ kind, status }) => `${kind} ${status}`).sort());
  });
});
