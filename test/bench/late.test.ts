import { beforeEach, describe, expect, it } from 'vitest';
import { replayYear, verdictOf } from '../../bench/late/replay.ts';
import { simulatedYear } from '../../bench/late/simulated-year.ts';
import { exampleShop } from '../../local/example-shop.ts';
import { inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

beforeEach(() => stubServiceEnvironment());

describe('a year of orders, as `npm run bench:late` replays it with more of them', () => {
  it('tells most who are late ahead of their order, few others, nobody twice, and loses sight of none', async () => {
    const { delivery } = exampleShop;
    if (delivery === undefined) throw new Error('the example shop promises nothing');
    // So many, whatever share of its cases a run tries: of few, shares say nothing.
    const year = simulatedYear(delivery, 2027, 300, 7);

    const { outcomes, scorecard, left } = await replayYear(inMemoryDynamoDb(), delivery, year, 12);

    const tracked = verdictOf(outcomes.filter(({ order }) => !order.isSilent));
    expect(verdictOf(outcomes).toldTwice).toBe(0);
    expect(left).toBe(0);
    expect(scorecard.lanes.reduce((sum, { parcels }) => sum + parcels, 0)).toBe(year.length);
    expect(tracked.beforeArrival).toBeGreaterThanOrEqual(0.75 * tracked.late);
    expect(tracked.right).toBeGreaterThanOrEqual(0.6 * tracked.told);
  });
});
