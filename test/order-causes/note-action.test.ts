import { beforeEach, describe, expect, it } from 'vitest';
import { CauseActionRequest } from '../../lambdas/order-causes/cause-action.ts';
import { causeTable } from '../../lambdas/order-causes/cause-table.ts';
import { closeAction, noteAction } from '../../lambdas/order-causes/note-action.ts';
import { inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const asked: CauseActionRequest = {
  ...{ kind: 'RETURNED', cause: 'BROKEN', what: 'Boxes of two walls', owner: 'Stella', since: '2026-11-02' },
};
let now = new Date('2026-11-27T10:00:00.000Z');
const ports = () => ({ causes: causeTable(), clock: () => now });
const oscar = { subject: 'oscar', name: 'Oscar Operator' };

beforeEach(() => {
  stubServiceEnvironment();
  inMemoryDynamoDb();
  now = new Date('2026-11-27T10:00:00.000Z');
});

describe('an action against a cause', () => {
  it('is noted once per key and person, and refuses another under the same key', async () => {
    const first = await noteAction('key-1', asked, oscar, ports());
    now = new Date('2026-11-27T11:00:00.000Z');
    expect(await noteAction('key-1', asked, oscar, ports())).toEqual(first);
    await noteAction('key-1', asked, { subject: 'olga', name: 'Olga' }, ports());
    await expect(noteAction('key-1', { ...asked, owner: 'Olga' }, oscar, ports())).rejects.toMatchObject({
      kind: 'idempotency-key-reused',
    });
    expect(await causeTable().actions()).toMatchObject([{ by: 'Olga' }, { by: 'Oscar Operator', owner: 'Stella' }]);
  });

  it('is closed once; what is closed stays as it was', async () => {
    const { id } = await noteAction('key-1', asked, oscar, ports());
    const closed = await closeAction(id, { conclusion: 'It helped' }, oscar, ports());
    expect(closed.closed).toEqual({ at: now.toISOString(), by: 'Oscar Operator', conclusion: 'It helped' });
    expect(await closeAction(id, { conclusion: 'It did not' }, oscar, ports())).toEqual(closed);
    await expect(closeAction('other', { conclusion: 'x' }, oscar, ports())).rejects.toMatchObject({
      kind: 'not-found',
    });
  });

  it.each([
    ['a cause of another kind', { cause: 'PAYMENT_DECLINED' }, 'cause'],
    ['a value of nothing', { value: 'TEA' }, 'value'],
    ['a dimension without a value', { dimension: 'sku' }, 'value'],
    ['no day', { since: 'Monday' }, 'since'],
    ['no owner', { owner: ' ' }, 'owner'],
  ])('is refused with %s, by the name of the field', (_, wrong, field) => {
    const { success, error } = CauseActionRequest.safeParse({ ...asked, ...wrong });
    expect(success).toBe(false);
    expect(error?.issues[0]?.path).toEqual([field]);
  });
});
