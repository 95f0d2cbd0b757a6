import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { jsonSchemaOf, schemas } from '../../lambdas/api/schemas.ts';
import { invalidOrder } from '../../lambdas/order-submission/problems.ts';
import { bodyOf } from '../../lambdas/runtime/body.ts';
import { Problem } from '../../lambdas/runtime/problem.ts';
import { anHttpRequest } from '../builders.ts';

/** What a body is sent to say, as far as it matters here. */
interface Node {
  readonly const?: unknown;
  readonly anyOf?: readonly Node[];
  readonly oneOf?: readonly Node[];
  readonly items?: Node;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly additionalProperties?: Node | boolean;
}

const long = 'x'.repeat(2_500);
const junk = [null, true, -1, 0.5, 1e15, '', ' ', 'x', long, 'http://x#y', '2026-13-40', [], [1], ['x', 'x'], {}];

/** A body of the schema's form down to a depth, and junk from there on; of several forms the one of the number. */
function bodyWith(node: Node, form: number, depth: number, rest: unknown): unknown {
  if (node.const !== undefined) return node.const;
  const forms = node.oneOf ?? node.anyOf;
  const chosen = forms?.[form % forms.length];
  if (chosen !== undefined) return bodyWith(chosen, form, depth, rest);
  if (depth === 0) return rest;
  if (node.items !== undefined) return [bodyWith(node.items, form, depth - 1, rest)];
  const names = Object.entries(node.properties ?? {});
  const { additionalProperties: others } = node;
  if (typeof others === 'object') names.push(['a name', others], [long, others], ['constructor', others]);
  if (names.length === 0) return rest;
  return Object.fromEntries(names.map(([name, inner]) => [name, bodyWith(inner, form, depth - 1, rest)]));
}

const sent = Object.entries(schemas).filter(([, [, io]]) => io === 'input');

describe('a body that is refused', () => {
  // As in the functions: where a test has loaded all of zod, that has words of its own, for good.
  beforeAll(() => {
    z.config({ localeError: undefined });
  });

  it.each(sent)('says of each field in words what is wrong: %s', (_name, [schema]) => {
    const node = jsonSchemaOf(schema, 'input') as Node;
    const bodies = junk.flatMap((rest) =>
      [0, 1, 2, 3, 4, 5, 6, 7].flatMap((form) => [0, 1, 2, 3, 4].map((depth) => bodyWith(node, form, depth, rest))),
    );
    const said = bodies.flatMap((json) => {
      try {
        bodyOf(anHttpRequest({ json }), schema, invalidOrder);
        return [];
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        return error.errors.map(({ pointer, detail }) => `${pointer?.slice(0, 60)}: ${detail}`);
      }
    });
    expect(said).not.toEqual([]);
    expect([...new Set(said)].filter((error) => /Invalid|undefined|null|missing; it (?!must )/.test(error))).toEqual(
      [],
    );
  });
});
