import { beforeEach, describe, expect, it, vi } from 'vitest';
import { auditTable } from '../../lambdas/audit/audit-table.ts';
import { audited } from '../../lambdas/audit/audited.ts';
import { Problem } from '../../lambdas/runtime/problem.ts';
import { notFound, serviceUnavailable } from '../../lambdas/runtime/problems.ts';
import { aCaller, anHttpRequest, anOrderId } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

let db: InMemoryDynamoDb;
beforeEach(() => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
});

const orderId = anOrderId();
const ada = aCaller({ client: 'console', subject: 'ada', scopes: ['refunds:write'], roles: ['support'] });
const because = (reason: string) => anHttpRequest({ headers: { reason } });
const asked = { action: 'shipOrder', orderId, after: { lines: 2 } };
const recorded = async () => (await auditTable().page({ who: 'ada' }, 10)).entries;

describe('what a person asks for', () => {
  it('is recorded ahead of being done, with who, role and reason; then with what became of it', async () => {
    const run = vi.fn(async () => {
      expect(await recorded()).toMatchObject([
        { who: 'ada', roles: ['support'], reason: 'Versand bestätigt', ...asked },
      ]);
      expect((await recorded())[0]?.outcome).toBeUndefined();
      return 'shipped';
    });

    expect(await audited(because('Versand%20best%C3%A4tigt'), ada, asked, run)).toBe('shipped');

    expect(run).toHaveBeenCalledOnce();
    expect(await recorded()).toMatchObject([{ outcome: { result: 'DONE' } }]);
  });

  it.each([
    [new Problem(notFound, 'no'), { result: 'REFUSED', detail: 'not-found' }],
    [new Problem(serviceUnavailable, 'later'), { result: 'FAILED', detail: 'service-unavailable' }],
    [new TypeError('oh'), { result: 'FAILED', detail: 'TypeError' }],
  ])('is recorded as what came to nothing by %o', async (error, outcome) => {
    const run = () => audited(because('why'), ada, asked, () => Promise.reject(error));

    await expect(run()).rejects.toBe(error);

    expect(await recorded()).toMatchObject([{ outcome }]);
  });

  it('needs a reason: in the header, or of the body, of which the header goes first', async () => {
    const none = audited(anHttpRequest(), ada, asked, async () => {});
    await expect(none).rejects.toMatchObject({ kind: 'reason-required', status: 400 });
    expect(await recorded()).toEqual([]);

    await audited(anHttpRequest(), ada, { ...asked, reason: 'of the body' }, async () => {});
    await audited(because('of the header'), ada, { ...asked, reason: 'of the body' }, async () => {});
    expect(new Set((await recorded()).map(({ reason }) => reason))).toEqual(new Set(['of the header', 'of the body']));
  });

  it.each(['', '%20', '%', '%ff', 'x'.repeat(501)])('is not done for the reason "%s"', async (reason) => {
    const run = vi.fn();

    await expect(audited(because(reason), ada, asked, run)).rejects.toMatchObject({ kind: 'reason-required' });
    expect(run).not.toHaveBeenCalled();
  });

  it('is not done when it cannot be recorded, and stays done when its outcome cannot', async () => {
    const run = vi.fn(async () => 'done');
    const failing = { append: vi.fn(() => Promise.reject(new Error('no table'))), appendOutcome: vi.fn() };
    const clock = () => new Date();
    await expect(audited(because('why'), ada, asked, run, { ports: { audit: failing, clock } })).rejects.toThrow(
      'no table',
    );
    expect(run).not.toHaveBeenCalled();

    const half = { append: vi.fn(async () => {}), appendOutcome: vi.fn(() => Promise.reject(new Error('no table'))) };
    expect(await audited(because('why'), ada, asked, run, { ports: { audit: half, clock } })).toBe('done');
  });

  it('is recorded without an order where the path names none', async () => {
    await audited(because('why'), ada, { ...asked, orderId: 'nonsense' }, async () => {});

    expect((await recorded())[0]?.orderId).toBeUndefined();
  });
});

describe('what a machine client asks for', () => {
  it('is recorded too where it acts for the shop, with a reason if it says one', async () => {
    const backOffice = aCaller({ client: 'back-office', scopes: ['orders:staff'] });

    await audited(anHttpRequest(), backOffice, asked, async () => {});

    const { entries } = await auditTable().page({ who: 'back-office' }, 10);
    expect(entries).toMatchObject([{ roles: [], action: 'shipOrder', outcome: { result: 'DONE' } }]);
    expect(entries[0]?.reason).toBeUndefined();
  });

  it('is just done for a storefront', async () => {
    expect(await audited(anHttpRequest(), aCaller(), asked, async () => 'done')).toBe('done');
    expect(db.counts.writes).toBe(0);
  });
});
