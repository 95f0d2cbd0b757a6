import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import * as shared from '../../lambdas/runtime/schemas-made-once.ts';

const list = ['A', 'B'] as const;

describe('a schema of a bundle', () => {
  it.each([
    ['text', () => shared.string()],
    ['whole number', () => shared.int()],
    ['truth', () => shared.boolean()],
    ['id', () => shared.uuid()],
    ['list of words', () => shared.enum(list)],
    ['text that may be absent', () => shared.optional(shared.string())],
    ['list of texts', () => shared.array(shared.string())],
  ])('of a %s is made once', (_kind, make) => {
    expect(make()).toBe(make());
  });

  it.each([
    ['a message', () => shared.string('must be a text')],
    ['settings', () => shared.int({ error: 'must be whole' })],
    ['other words', () => shared.enum(['A', 'B'])],
    ['a further argument', () => shared.array(shared.string(), { error: 'must be a list' })],
  ])('with %s is its own', (_what, make) => {
    expect(make()).not.toBe(make());
  });

  it('is not changed by what is made of it', () => {
    const short = shared.string().check(z.maxLength(1));
    expect(z.safeParse(short, 'ab').success).toBe(false);
    expect(z.parse(shared.string(), 'ab')).toBe('ab');
  });

  it('says the same as one that is made anew', () => {
    const made = (from: Pick<typeof z, 'array' | 'enum' | 'int' | 'object' | 'optional' | 'string'>) =>
      from.object({ id: from.string(), kind: from.enum(list), of: from.optional(from.array(from.int())) });
    for (const value of [{ id: 'a', kind: 'A' }, { id: 'a', kind: 'C', of: [0.5] }, { of: 'x' }, [], undefined]) {
      expect(z.safeParse(made(shared), value)).toEqual(z.safeParse(made(z), value));
    }
  });
});

it('a bundle has all that zod/mini has', () => {
  expect(Object.keys(shared).sort()).toEqual(Object.keys(z).sort());
});
