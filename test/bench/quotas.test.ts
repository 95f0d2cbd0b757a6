import { describe, expect, it } from 'vitest';
import { ceiling, elsewhere, needs, type OrderDemand, quotaNames, quotas } from '../../bench/quotas.ts';

const order: OrderDemand = {
  requests: 1,
  transitions: 4,
  taskAnswers: 1,
  emails: 1,
  lambdaSeconds: 0.3,
  expressSeconds: 0.4,
  writeUnits: 8,
  readUnits: 5,
};
const everySku = { share: 0.001, shards: 1 };
const unlimited = { 'orders let in': 1e9, 'e-mails': 1e9 };

const binding = (...args: Parameters<typeof needs>) =>
  needs(...args).flatMap(({ quota, binds }) => (binds ? [quota] : []));

describe('what binds at a rate of orders', () => {
  it.each([
    [10, 'standard', []],
    [300, 'standard', []],
    [301, 'standard', ['Standard starts']],
    [376, 'standard', ['Standard starts', 'Standard transitions']],
    [1_000, 'standard', ['Standard starts', 'Standard transitions', 'task answers']],
    [1_000, 'express', []],
    [2_501, 'express', ['Express at once']],
    [
      10_000,
      'express',
      ['Express at once', 'Lambda at once', 'write units of a table', 'Express starts', 'read units of a table'],
    ],
  ] as const)('%i a second, %s: %j', (rate, mode, expected) => {
    expect(binding(rate, mode, order, everySku, unlimited)).toEqual(expected);
  });

  it('is the deploy option first, as the service is deployed', () => {
    expect(binding(200, 'standard', order, everySku, { 'e-mails': 1e9 })).toEqual(['orders let in']);
  });

  it('is one item, where every order wants the same SKU, until its stock is spread', () => {
    const hot = { share: 1, shards: 1 };
    expect(binding(600, 'express', order, hot, unlimited)).toEqual(['write units of a hot SKU']);
    expect(binding(600, 'express', order, { ...hot, shards: 4 }, unlimited)).toEqual([]);
  });

  it('comes earlier in regions with smaller quotas', () => {
    expect(ceiling('standard', order, everySku, { ...unlimited, ...elsewhere })).toMatchObject({ rate: 125 });
    expect(ceiling('standard', order, everySku, unlimited)).toEqual({ rate: 300, quota: 'Standard starts' });
  });

  it('follows the quotas that were given', () => {
    const raised = { ...unlimited, 'Standard starts': 2_000, 'Standard transitions': 8_000, 'task answers': 2_000 };
    expect(binding(1_000, 'standard', order, everySku, raised)).toEqual([]);
  });
});

describe('the list of quotas', () => {
  it('says of each where it comes from and what to do', () => {
    for (const name of quotaNames)
      expect(quotas[name]).toMatchObject({ source: expect.stringMatching(/./), raise: expect.stringMatching(/./) });
  });
});
