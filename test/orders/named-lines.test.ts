import { describe, expect, it } from 'vitest';
import { errorsOfLines } from '../../lambdas/orders/named-lines.ts';

const there = new Map([
  [1, 2],
  [2, 5],
]);
const errors = (...lines: readonly (readonly [line: number, quantity: number])[]) =>
  errorsOfLines(
    lines.map(([line, quantity]) => ({ line, quantity })),
    there,
    'can be cancelled',
  );

describe('the lines that a request names', () => {
  it('may be all that there are, in any order, of each as much as there is', () => {
    expect(errors([2, 5], [1, 2])).toEqual({ unknown: [], tooMany: [] });
  });

  it('are wrong where the order has no such line, or it stands there before', () => {
    expect(errors([3, 1], [1, 1], [1, 1], [2, 1])).toEqual({
      unknown: [
        { pointer: '#/lines/0/line', detail: 'there is no line 3' },
        { pointer: '#/lines/2/line', detail: 'line 1 stands here twice' },
      ],
      tooMany: [],
    });
  });

  it('are wrong where there are fewer units, which are named', () => {
    expect(errors([2, 5], [1, 3])).toEqual({
      unknown: [],
      tooMany: [{ pointer: '#/lines/1/quantity', detail: '2 of line 1 can be cancelled' }],
    });
  });
});
