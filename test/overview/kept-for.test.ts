import { expect, it } from 'vitest';
import { keptFor } from '../../lambdas/runtime/kept-for.ts';

it('asks once for all who ask within its time, and anew afterwards', async () => {
  let now = 0;
  let times = 0;
  const ask = keptFor(
    100,
    async () => ++times,
    () => now,
  );

  expect(await Promise.all([ask(), ask()])).toEqual([1, 1]);
  now = 99;
  expect(await ask()).toBe(1);
  now = 100;
  expect(await ask()).toBe(2);
});

it('does not keep a failure', async () => {
  let isDown = true;
  const ask = keptFor(
    100,
    async () => {
      if (isDown) throw new Error('down');
      return 'up';
    },
    () => 0,
  );

  await expect(ask()).rejects.toThrow('down');
  isDown = false;
  expect(await ask()).toBe('up');
});
