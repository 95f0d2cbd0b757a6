import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { StoredApproval } from '../../lambdas/refunds/refund-approval.ts';
import type { RefundLimit } from '../../lambdas/refunds/refund-limit.ts';
import { type LimitedRefund, refundLimitTable } from '../../lambdas/refunds/refund-limit-table.ts';
import { noon } from '../builders.ts';
import { again, aNewOrderId, atOnce, onEveryDynamoDb } from './on-every-dynamodb.ts';

const limit: RefundLimit = { perOrder: 1_000, perDay: 2_500, refundsPerDay: 4 };

onEveryDynamoDb((tables) => {
  const limits = () => refundLimitTable(tables.refundLimits);
  const aRefund = (refund: Partial<LimitedRefund> = {}): LimitedRefund => ({
    ...{ id: randomUUID(), orderId: aNewOrderId(), who: randomUUID(), amount: 500, currency: 'GBP', at: noon },
    ...refund,
  });
  /** Counts a refund, again while others are counted at the same moment. */
  const count = (refund: LimitedRefund) =>
    again(
      () => limits().count(refund, limit),
      (outcome) => outcome === undefined,
    );

  describe('the limits of who gives money back', () => {
    it('are of an order and of a day, a currency each, and of so many refunds; a repeat counts once', async () => {
      const [orderId, who] = [aNewOrderId(), randomUUID()];
      const first = aRefund({ orderId, who, amount: 600 });

      expect(await count(first)).toBe('counted');
      expect(await count(first)).toBe('again');
      expect(await count(aRefund({ orderId, who, amount: 401 }))).toBe('beyond');
      expect(await count(aRefund({ orderId, who, amount: 400 }))).toBe('counted');
      expect(await count(aRefund({ who, amount: 1_000 }))).toBe('counted');
      expect(await count(aRefund({ who, amount: 501 }))).toBe('beyond');
      expect(await count(aRefund({ who, amount: 1, currency: 'EUR' }))).toBe('counted');
      expect(await count(aRefund({ who, amount: 1 }))).toBe('counted');
      expect(await count(aRefund({ who, amount: 1 }))).toBe('beyond');
      expect(await count(aRefund({ who, amount: 1, at: '2026-11-24T00:00:00.000Z' }))).toBe('counted');
      expect(await count(aRefund({ who, amount: 1_001 }))).toBe('beyond');
    });

    it('hold for 20 who give back at once', async () => {
      const who = randomUUID();
      const outcomes = await atOnce(20, () => count(aRefund({ who })));
      expect(outcomes.filter((outcome) => outcome === 'counted')).toHaveLength(4);
    });

    it('take a refund back that was refused, once, and count it anew then', async () => {
      const [orderId, who] = [aNewOrderId(), randomUUID()];
      const refused = aRefund({ orderId, who, amount: 900 });
      await count(refused);

      await limits().uncount(refused);
      await limits().uncount(refused);

      expect(await count(aRefund({ orderId, who, amount: 101 }))).toBe('counted');
      expect(await count(refused)).toBe('beyond');
      expect(await count(aRefund({ orderId, who, amount: 899 }))).toBe('counted');
    });
  });

  describe('an approval', () => {
    const anApproval = (approval: Partial<StoredApproval> = {}): StoredApproval => ({
      ...{ id: randomUUID(), orderId: aNewOrderId(), number: 'K7Q-4XW-2R9', reason: 'arrived broken' },
      ...{ amount: 5_000, currency: 'GBP' },
      ...{ requestedBy: 'ada@shop.example', requestedAt: noon, expiresAt: '2026-11-26T12:00:00.000Z' },
      state: 'OPEN',
      ...{ who: 'ada', key: 'key-1', refund: { amount: 5_000, reason: 'arrived broken' } },
      ...approval,
    });
    const decision = (by: string, decidedAt = noon) =>
      ({ by, state: 'APPROVED', decidedBy: `${by}@shop.example`, decidedAt }) as const;

    it('is asked for once, is open until it is decided or over, and keeps what it is of', async () => {
      const approval = anApproval();
      await limits().request(approval);
      await limits().request({ ...approval, amount: 1 });

      expect(await limits().findApproval(approval.id)).toEqual(approval);
      const open = async (now: string) => (await limits().openApprovals(now)).map(({ id }) => id);
      expect(await open(noon)).toContain(approval.id);
      expect(await open(approval.expiresAt)).not.toContain(approval.id);
    });

    it('is decided once, of 20 at once, by somebody else, in time', async () => {
      const approval = anApproval();
      await limits().request(approval);

      expect(await limits().decide(approval, decision('ada'))).toBe(false);
      expect(await limits().decide(approval, decision('late', approval.expiresAt))).toBe(false);
      const won = await atOnce(20, (index) => limits().decide(approval, decision(`person-${index}`)));

      expect(won.filter(Boolean)).toHaveLength(1);
      expect(await limits().findApproval(approval.id)).toMatchObject({
        state: 'APPROVED',
        decidedBy: `person-${won.indexOf(true)}@shop.example`,
      });
    });
  });
});
