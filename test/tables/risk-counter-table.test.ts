import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { mostCounted, riskCounterTable } from '../../lambdas/order-risk/risk-counter-table.ts';
import { noon } from '../builders.ts';
import { again, aNewOrderId, atOnce, onEveryDynamoDb } from './on-every-dynamodb.ts';

const inDays = (days: number) => new Date(Date.parse(noon) + days * 86_400_000);

onEveryDynamoDb((tables) => {
  const counters = () => riskCounterTable(tables.riskCounters);

  describe('the RiskCounters table', () => {
    it('counts each order once, those of today and the day before, up to the most that any rule asks for', async () => {
      const [hash, order] = [randomUUID(), aNewOrderId()];

      expect(await counters().count(hash, order, inDays(0))).toBe(1);
      expect(await counters().count(hash, order, inDays(0))).toBe(1);
      await atOnce(10, () => again(() => counters().count(hash, aNewOrderId(), inDays(0))));
      expect(await counters().count(hash, order, inDays(0))).toBe(11);
      expect(await counters().count(hash, aNewOrderId(), inDays(1))).toBe(12);
      expect(await counters().count(hash, aNewOrderId(), inDays(2))).toBe(2);
      expect(await counters().count(randomUUID(), order, inDays(0))).toBe(1);

      for (let more = 0; more < mostCounted; more++) await counters().count(hash, aNewOrderId(), inDays(0));
      expect(await counters().count(hash, aNewOrderId(), inDays(0))).toBe(mostCounted);
    });
  });
});
