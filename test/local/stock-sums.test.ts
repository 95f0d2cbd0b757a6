import { describe, expect, it } from 'vitest';
import { stockDifferences } from '../../local/stock-sums.ts';

const stock = (onHand: number, available: number, reserved: number) =>
  new Map([['A', { sku: 'A', onHand, available, reserved }]]);

describe('the sums of the stock', () => {
  it('add up when reserved has grown by what the orders hold', () => {
    expect(stockDifferences(stock(10, 8, 2), stock(10, 5, 5), new Map([['A', 3]]))).toEqual([]);
  });

  it.each([
    ['units vanish', stock(10, 4, 5), 3, 'on hand 10, but available 4 + reserved 5'],
    ['a hold is lost', stock(10, 8, 2), 3, 'reserved 2, but orders hold 5'],
    ['a rejected order keeps its stock', stock(10, 5, 5), 0, 'reserved 5, but orders hold 2'],
    ['more is promised than there is', stock(10, -1, 11), 9, 'available -1: more was promised than there is'],
    ['the warehouse is counted anew', stock(12, 7, 5), 3, 'on hand 12, was 10'],
  ])('do not when %s', (_, after, held, what) => {
    expect(stockDifferences(stock(10, 8, 2), after, new Map([['A', held]]))).toEqual([{ sku: 'A', what }]);
  });

  it('do not when a SKU is gone that orders hold', () => {
    expect(stockDifferences(new Map(), new Map(), new Map([['A', 1]]))).toEqual([
      { sku: 'A', what: 'reserved 0, but orders hold 1' },
    ]);
  });
});
