import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Action } from '../../lambdas/audit/action.ts';
import { type AuditPosition, auditTable, type Wanted } from '../../lambdas/audit/audit-table.ts';
import { noon } from '../builders.ts';
import { aNewOrderId, atOnce, onEveryDynamoDb } from './on-every-dynamodb.ts';

onEveryDynamoDb((tables) => {
  const audit = () => auditTable(tables.audit);

  const anAction = (action: Partial<Action> = {}): Action => ({
    id: randomUUID(),
    at: noon,
    who: 'ada',
    name: 'ada@shop.example',
    roles: ['support'],
    action: 'refundOrder',
    reason: 'arrived broken',
    after: { amount: 500, charges: { items: 500 } },
    ...action,
  });

  const all = async (wanted: Wanted, limit = 2) => {
    const entries = [];
    let after: AuditPosition | undefined;
    do {
      const page = await audit().page(wanted, limit, after);
      entries.push(...page.entries);
      after = page.next;
    } while (after !== undefined);
    return entries;
  };

  describe('the Audit table', () => {
    it('is read by order, by person and by day, newest first, page by page, each action with its outcome', async () => {
      const [orderId, who] = [aNewOrderId(), randomUUID()];
      const times = ['2031-01-01T09:00:00.000Z', '2031-01-01T09:00:00.001Z', '2031-01-01T23:59:59.999Z'] as const;
      const [first, second, third] = times.map((at) => anAction({ at, orderId, who })) as [Action, Action, Action];
      const nextDay = anAction({ at: '2031-01-02T00:00:00.000Z', who });
      for (const action of [third, first, nextDay, second]) await audit().append(action);
      const outcome = { at: times[2], result: 'REFUSED', detail: 'invalid-refund' } as const;
      await audit().appendOutcome(second, outcome);

      const ofDay = [third, { ...second, outcome }, first];
      expect(await all({ orderId })).toEqual(ofDay);
      expect(await all({ who })).toEqual([nextDay, ...ofDay]);
      expect(await all({ day: '2031-01-01' })).toEqual(ofDay);
      expect(await all({ day: '2030-12-31' })).toEqual([]);
    });

    it('is never written over: an action is there once, and its first outcome stays', async () => {
      const action = anAction({ orderId: aNewOrderId() });
      const tries = await atOnce(20, (index) =>
        audit()
          .append({ ...action, reason: `${index}` })
          .then(
            () => [index],
            () => [],
          ),
      );
      const [winner, ...others] = tries.flat();
      await audit().appendOutcome(action, { at: noon, result: 'DONE' });
      await audit().appendOutcome(action, { at: noon, result: 'FAILED' });

      expect(others).toEqual([]);
      expect(await all({ orderId: action.orderId as NonNullable<typeof action.orderId> })).toEqual([
        { ...action, reason: `${winner}`, outcome: { at: noon, result: 'DONE' } },
      ]);
    });
  });
});
