import { describe, expect, it } from 'vitest';
import { bill, billLines, costDriver, prices, pricesAsOf, sumOf, total, without } from '../../bench/prices.ts';

describe('the price list', () => {
  it('is dated, and names a page of AWS for each line', () => {
    expect(pricesAsOf).toMatch(/^20\d\d-\d\d-\d\d$/);
    for (const line of billLines)
      expect(prices[line].source).toMatch(/^https:\/\/aws\.amazon\.com\/[\w-]+\/pricing\/$/);
  });
});

describe('a bill', () => {
  const usage = sumOf([
    { 'state transitions': 3, 'DynamoDB write units': 2 },
    { 'state transitions': 1, 'log bytes': 1_000_000 },
  ]);

  it('adds up what is used, line by line', () => {
    expect(Object.fromEntries(bill(usage).map(({ line, count }) => [line, count]))).toEqual({
      'state transitions': 4,
      'DynamoDB write units': 2,
      'log bytes': 1_000_000,
    });
    expect(total(usage) * 1e6).toBeCloseTo(100 + 1.25 + 500);
  });

  it('leaves nothing of a line that is taken away whole', () => {
    const part = sumOf([{ 'X-Ray traces': 0.1 }, { 'X-Ray traces': 0.2 }]);
    expect(bill(without({ 'X-Ray traces': 0.3, 'SQS requests': 2 }, part)).map(({ line }) => line)).toEqual([
      'SQS requests',
    ]);
  });

  it('names the line that costs most', () => {
    expect(costDriver(usage)).toBe('log bytes');
    expect(costDriver({})).toBeUndefined();
  });
});
