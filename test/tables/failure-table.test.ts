import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Failure } from '../../lambdas/order-failures/failure.ts';
import { type FailurePageEnd, failureTable } from '../../lambdas/order-failures/failure-table.ts';
import { aFailure } from '../order-failures/a-failure.ts';
import { aNewOrderId, atOnce, onEveryDynamoDb } from './on-every-dynamodb.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 12, minute));
const time = (minute: number) => at(minute).toISOString();

onEveryDynamoDb((tables) => {
  const failures = () => failureTable(tables.failures);
  const aNewFailure = (failure: Partial<Failure> = {}) =>
    aFailure({ orderId: aNewOrderId(), failedAt: time(0), ...failure });
  const claimBy = (claimId: string, minute = 1) => ({ claimedBy: 'ada', claimId, claimedUntil: time(minute) });

  describe('the Failures table', () => {
    it('has the last failure of an order, whichever is told of last or twice', async () => {
      const failure = aNewFailure({ failedAt: time(5) });

      expect(await failures().note(failure)).toBe(true);
      expect(await failures().note({ ...failure, error: 'told of late', failedAt: time(4) })).toBe(false);
      expect(await failures().note(failure)).toBe(false);
      expect(await failures().note({ ...failure, error: 'again', failedAt: time(6) })).toBe(true);

      expect(await failures().find(failure.orderId)).toEqual({ ...failure, error: 'again', failedAt: time(6) });
    });

    it('forgets a failure that was dealt with, and does not hear of it again; a later one is news', async () => {
      const failure = aNewFailure({ failedAt: time(5) });
      await failures().note(failure);

      await failures().settle(failure.orderId, time(5), at(6), { by: 'redrive', as: 'REDRIVEN' });
      await failures().settle(failure.orderId, time(5), at(6));

      expect(await failures().find(failure.orderId)).toBeUndefined();
      expect(await failures().findSettlement(failure.orderId)).toMatchObject({ by: 'redrive', as: 'REDRIVEN' });
      expect(await failures().note(failure)).toBe(false);
      expect(await failures().note({ ...failure, failedAt: time(7) })).toBe(true);
      await failures().settle(failure.orderId, time(6), at(8));
      expect(await failures().find(failure.orderId)).toMatchObject({ failedAt: time(7) });
    });

    it('is dealt with by one, of 50 at once, until their time is over or they give it back', async () => {
      const failure = aNewFailure();
      await failures().note(failure);
      const claim = (id: string, minute: number) => failures().claim(failure, claimBy(id, minute + 1), at(minute));

      const won = await atOnce(50, (index) => claim(`${index}`, 0));
      const winner = `${won.indexOf(true)}`;
      expect(won.filter(Boolean)).toHaveLength(1);
      expect(await claim(winner, 0)).toBe(true);
      expect(await claim('later', 1)).toBe(true);
      await failures().refuse(failure, { redriveId: winner, at: time(2), why: 'not mine any more' });
      expect(await claim('third', 1)).toBe(false);
      await failures().refuse(failure, { redriveId: 'later', at: time(2), why: 'too old' });

      expect(await failures().find(failure.orderId)).toEqual({
        ...failure,
        refusal: { redriveId: 'later', at: time(2), why: 'too old' },
      });
    });

    it('notes what is known of a failure by now, unless it is another', async () => {
      const failure = aNewFailure();
      await failures().note(failure);

      await failures().change(failure, { step: 'Confirm order' });
      await failures().change({ ...failure, failedAt: time(9) }, { step: 'Check payment' });

      expect(await failures().find(failure.orderId)).toMatchObject({ step: 'Confirm order' });
    });

    it('lists a group by time, page by page, without what was dealt with; and all there are', async () => {
      const cause = randomUUID();
      const noted = [3, 1, 2].map((minute) => aNewFailure({ cause, failedAt: time(minute) })) as [
        Failure,
        Failure,
        Failure,
      ];
      for (const failure of noted) await failures().note(failure);
      const [third, first, second] = noted.map(({ orderId }) => orderId);
      const { group } = noted[0];
      await failures().note(aNewFailure({ cause: 'another' }));

      expect(await pages(group)).toEqual([first, second, third]);
      expect((await failures().all()).map(({ orderId }) => orderId)).toEqual(
        expect.arrayContaining(noted.map(({ orderId }) => orderId)),
      );
      await failures().settle(noted[2].orderId, time(2), at(4));
      expect(await pages(group)).toEqual([first, third]);
    });
  });

  async function pages(group: string): Promise<readonly string[]> {
    const found: string[] = [];
    let end: FailurePageEnd | undefined;
    do {
      const page = await failures().page(group, 2, end);
      found.push(...page.failures.map(({ orderId }) => orderId));
      end = page.end;
    } while (end !== undefined);
    return found;
  }
});
