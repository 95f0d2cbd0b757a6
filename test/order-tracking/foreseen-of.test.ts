import { describe, expect, it } from 'vitest';
import { shippedModel } from '../../lambdas/delivery-forecast/shipped-model.ts';
import { foreseenOf } from '../../lambdas/order-tracking/foreseen-of.ts';
import { anOrder, anOrderContent, noon } from '../builders.ts';
import { aPolicy } from '../delivery-promise/a-policy.ts';

const expected = {
  ...{ shipBy: '2026-11-24', deliverFrom: '2026-11-25', deliverBy: '2026-11-26' },
  warehouseZone: 'Europe/London',
};
const snapshot = { order: anOrder({ status: 'CONFIRMED' }), content: { ...anOrderContent(), expected }, shipments: [] };
const promised = { earliestDay: '2026-11-25', latestDay: '2026-11-26' };
const checked = (times: number) => ({
  ...{ history: shippedModel().history, at: noon, times, kept: times / 2, plainKept: times * 0.8 },
  ...{ score: 1, plainScore: 1 },
});
const of = async (
  known: Parameters<typeof foreseenOf>[2],
  policy: ReturnType<typeof aPolicy> | undefined = aPolicy(),
) => (await foreseenOf(snapshot, new Date(noon), known, policy)).arrival;

describe('what is foreseen of an order', () => {
  it('says by the plain rule when it arrives and how often that rule was right, for the file that is shipped is of nobody', async () => {
    expect(await of(async () => ({ arrivals: checked(100) }))).toEqual({ ...promised, keptOf100: 80 });
  });

  it('says it without how often where too few have arrived, or nothing is known', async () => {
    expect(await of(async () => ({ arrivals: checked(20) }))).toEqual(promised);
    expect(await of(async () => ({}))).toEqual(promised);
  });
});
