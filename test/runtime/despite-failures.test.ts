import { expect, it, vi } from 'vitest';
import { despiteFailures } from '../../lambdas/runtime/despite-failures.ts';
import { logger } from '../../lambdas/runtime/logger.ts';

it('goes on behind one that fails, names it in the log, and tells of all that failed at the end', async () => {
  const error = vi.spyOn(logger, 'error').mockImplementation(() => {});
  const { attempt, conclude } = despiteFailures({ each: 'not counted', all: 'numbers could not be counted' });
  const odd = async (number: number) => {
    if (number % 2 === 0) throw new Error(`${number} is even`);
    return number;
  };

  const done = await Promise.all([1, 2, 3, 4].map((number) => attempt({ number }, () => odd(number))));

  expect(done).toEqual([{ value: 1 }, undefined, { value: 3 }, undefined]);
  expect(error.mock.calls).toMatchObject([
    ['not counted', { number: 2 }],
    ['not counted', { number: 4 }],
  ]);
  expect(conclude).toThrow('2 numbers could not be counted');
});

it('says nothing where nothing has failed', () => {
  expect(despiteFailures({ each: 'one', all: 'some' }).conclude).not.toThrow();
});
