import { describe, expect, it } from 'vitest';
import { batchesOf } from '../../lambdas/runtime/batches.ts';

describe('batches', () => {
  it.each([
    [[], []],
    [[1], [[1]]],
    [[1, 2], [[1, 2]]],
    [
      [1, 2, 3],
      [[1, 2], [3]],
    ],
    [
      [1, 2, 3, 4],
      [
        [1, 2],
        [3, 4],
      ],
    ],
  ])('of two at most, of %j', (items, batches) => {
    expect(batchesOf(items, 2)).toEqual(batches);
  });
});
