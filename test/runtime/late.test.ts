import { describe, expect, it, vi } from 'vitest';
import * as z from 'zod/mini';
import { late } from '../../lambdas/runtime/late.ts';

describe('what is made late', () => {
  it('is made when something of it is first asked for, and once', () => {
    const make = vi.fn(() => ({ name: 'a', size: 1 }));
    const made = late(make);
    expect(make).not.toHaveBeenCalled();

    expect([made.name, made.size]).toEqual(['a', 1]);
    expect(make).toHaveBeenCalledOnce();
  });

  it('is asked for anew after it could not be made', () => {
    const make = vi
      .fn(() => ({ name: 'a' }))
      .mockImplementationOnce(() => {
        throw new Error('not yet');
      });
    const made = late(make);

    expect(() => made.name).toThrow('not yet');
    expect(made.name).toBe('a');
  });
});

describe('a schema that is made late', () => {
  const line = { sku: z.string().check(z.minLength(1)), quantity: z.int() };
  const Line = z.object(line);
  const LateLine = late(() => z.object(line));

  const schemas = (of: typeof Line) => ({
    itself: of,
    checked: of.check(z.refine(({ quantity }) => quantity > 0, 'must be some')),
    extended: z.extend(of, { note: z.optional(z.string()) }),
    omitted: z.omit(of, { quantity: true }),
    partial: z.partial(of),
    'of its shape': z.strictObject({ ...of.shape }),
    optional: z.optional(of),
    'one of two': z.union([of, z.string()]),
    'within others': z.object({ lines: z.readonly(z.array(of)), byName: z.record(z.string(), of) }),
  });
  const values = [
    { sku: 'TEA-250', quantity: 2, more: 1 },
    { sku: '', quantity: 0 },
    { sku: 'TEA-250', quantity: -1, note: 1 },
    { lines: [{ sku: 'TEA-250', quantity: 1 }, {}], byName: { a: { sku: 1 } } },
    'text',
    undefined,
  ];

  it.each(Object.keys(schemas(Line)) as (keyof ReturnType<typeof schemas>)[])('says the same, %s', (name) => {
    for (const value of values) {
      const expected = z.safeParse(schemas(Line)[name], value);
      expect(z.safeParse(schemas(LateLine)[name], value)).toEqual(expected);
    }
  });

  it('reads by its own method', () => {
    expect(LateLine.safeParse({ sku: 'TEA-250', quantity: 1 }).success).toBe(true);
    expect(() => LateLine.parse({})).toThrow(z.core.$ZodError);
  });
});
