import { beforeEach, describe, expect, it } from 'vitest';
import { OrderId } from '../../lambdas/orders/order.ts';
import { decideRefundApproval } from '../../lambdas/refunds/decide-refund-approval.ts';
import { listRefundApprovals } from '../../lambdas/refunds/list-refund-approvals.ts';
import { invalidRefund } from '../../lambdas/refunds/problems.ts';
import { type RefundByPersonPorts, refundByPerson } from '../../lambdas/refunds/refund-by-person.ts';
import { refundIdFor } from '../../lambdas/refunds/refund-id.ts';
import { limitOf } from '../../lambdas/refunds/refund-limit.ts';
import { refundLimitTable } from '../../lambdas/refunds/refund-limit-table.ts';
import { Problem } from '../../lambdas/runtime/problem.ts';
import { aCaller, anOrder, anOrderId, noon } from '../builders.ts';
import { inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

/** What was given back, by order and key: a repeat is the same refund. */
let made: Map<string, number>;
let now: string;
beforeEach(() => {
  stubServiceEnvironment();
  inMemoryDynamoDb();
  made = new Map();
  now = noon;
});

const limit = { perOrder: 1000, perDay: 2000, refundsPerDay: 3 };
const person = (subject: string, ...roles: string[]) =>
  aCaller({ client: 'console', subject, name: `${subject}@shop.example`, scopes: ['refunds:write'], roles });
const susan = person('susan', 'support');
const fiona = person('fiona', 'finance');

const ports = (): RefundByPersonPorts => ({
  orders: { findOrder: async (id) => anOrder({ id: OrderId.parse(id) }) },
  limits: refundLimitTable(),
  stageLimits: () => ({ support: limit }),
  refund: async (given, key, { amount }) => {
    const id = OrderId.parse(given);
    if (amount > 100_000) throw new Problem(invalidRefund, 'There is not that much to give back.');
    made.set(`${id} ${key}`, amount);
    return { orderId: id, captured: 1530, refunded: amount, currency: 'GBP' };
  },
  clock: () => new Date(now),
  pause: async () => {},
});

const ask = (key: string, amount: number, { order = 1, who = susan } = {}) =>
  refundByPerson(who, anOrderId(order), key, { amount, reason: 'broken' }, ports());
const isMade = async (...asked: Parameters<typeof ask>) => 'refunded' in (await ask(...asked));
const given = () => [...made.values()].reduce((sum, amount) => sum + amount, 0);

describe('a person', () => {
  it('gives back at once up to the limit of an order, and beyond it asks another person', async () => {
    expect(await isMade('a', 600)).toBe(true);
    expect(await isMade('b', 400)).toBe(true);
    expect(await isMade('c', 1)).toBe(false);
    expect(await isMade('d', 1, { order: 2 })).toBe(true);
    expect(given()).toBe(1001);
  });

  it('gives back at once up to the limit of a day in a currency, and so often, each person and day by itself', async () => {
    for (const order of [1, 2]) expect(await isMade('a', 1000, { order })).toBe(true);
    expect(await isMade('a', 1, { order: 3 })).toBe(false);
    expect(await isMade('a', 1, { order: 4, who: person('sam', 'support') })).toBe(true);
    now = '2026-11-24T00:00:00.000Z';
    for (const order of [5, 6, 7]) expect(await isMade('a', 1, { order })).toBe(true);
    expect(await isMade('a', 1, { order: 8 })).toBe(false);
  });

  it('gives nothing back alone without a role that may, and by several roles what the highest may', async () => {
    for (const roles of [[], ['operator'], ['nonsense']]) {
      expect(await isMade(`${roles}`, 1, { who: person('nora', ...roles) })).toBe(false);
    }
    const finance = { perOrder: 10, perDay: 9000, refundsPerDay: 1 };
    expect(limitOf(['support', 'finance'], { support: limit, finance })).toEqual({ ...limit, perDay: 9000 });
  });

  it('is counted once, however often the request is repeated', async () => {
    for (let repeat = 0; repeat < 5; repeat++) expect(await isMade('a', 900)).toBe(true);
    expect(await isMade('b', 100)).toBe(true);
    expect(given()).toBe(1000);
  });

  it('has what was refused not counted', async () => {
    const generous = { ...ports(), stageLimits: () => ({ support: { ...limit, perOrder: 200_000, perDay: 200_000 } }) };
    const refuse = refundByPerson(susan, anOrderId(1), 'a', { amount: 150_000, reason: 'slip' }, generous);
    await expect(refuse).rejects.toMatchObject({ kind: 'invalid-refund' });
    expect(await isMade('b', 1000)).toBe(true);
  });

  it('has what was made counted on, also where its key is repeated with another content, and refused', async () => {
    expect(await isMade('a', 900)).toBe(true);
    const refund = () => Promise.reject(new Problem(invalidRefund, 'It stands for another.'));
    const again = refundByPerson(susan, anOrderId(1), 'a', { amount: 900, reason: 'slip' }, { ...ports(), refund });
    await expect(again).rejects.toMatchObject({ kind: 'invalid-refund' });

    expect(await isMade('b', 900)).toBe(false);
  });

  it('gives nothing back beyond a limit under the key of less that was counted, and then cut off', async () => {
    const cutOff = { ...ports(), refund: () => Promise.reject(new Error('cut off')) };
    const less = refundByPerson(susan, anOrderId(1), 'a', { amount: 1, reason: 'broken' }, cutOff);
    await expect(less).rejects.toThrow('cut off');

    for (const amount of [1000, 50_000]) {
      await expect(ask('a', amount)).rejects.toMatchObject({ kind: 'idempotency-key-reused' });
    }
    expect(given()).toBe(0);
    expect(await isMade('a', 1)).toBe(true);
  });

  it('never goes beyond a limit, however many ask at once', async () => {
    const asked = Array.from({ length: 40 }, (_, index) => isMade(`k${index}`, 300, { order: index % 4 }));
    const outcomes = await Promise.all(asked);
    expect(outcomes.filter(Boolean)).toHaveLength(3);
    expect(given()).toBe(900);
  });

  it('is told that there is no such order', async () => {
    const none = { ...ports(), orders: { findOrder: async () => undefined } };
    for (const id of ['nonsense', anOrderId(9)]) {
      await expect(refundByPerson(susan, id, 'a', { amount: 1, reason: 'x' }, none)).rejects.toMatchObject({
        status: 404,
      });
    }
  });
});

describe('a refund beyond somebody’s limits', () => {
  const id = refundIdFor(anOrderId(1), 'big');
  const approve = (who = fiona, decision = true) => decideRefundApproval(who, id, { approve: decision }, ports());
  const opened = () => ask('big', 5000);

  it('waits, and is made once by another person who approves it; a repeat of the request then answers with it', async () => {
    expect(await opened()).toMatchObject({
      approval: { id, amount: 5000, state: 'OPEN', requestedBy: 'susan@shop.example' },
    });
    expect(await opened()).toMatchObject({ approval: { state: 'OPEN' } });
    const { number } = anOrder({ id: anOrderId(1) });
    expect(await listRefundApprovals(ports())).toMatchObject([{ id, number, reason: 'broken' }]);
    expect(JSON.stringify(await listRefundApprovals(ports()))).not.toMatch(/"(who|key|refund)"/);
    expect(given()).toBe(0);

    expect(await approve()).toMatchObject({ state: 'APPROVED', decidedBy: 'fiona@shop.example' });
    expect(await approve()).toMatchObject({ state: 'APPROVED' });

    expect(made).toEqual(new Map([[`${anOrderId(1)} big`, 5000]]));
    expect(await listRefundApprovals(ports())).toEqual([]);
    expect(await opened()).toMatchObject({ refunded: { refunded: 5000 } });
  });

  it('is none but the one that was approved, also where that could not be made', async () => {
    await opened();
    await expect(ask('big', 9000)).rejects.toMatchObject({ kind: 'idempotency-key-reused' });
    const cutOff = { ...ports(), refund: () => Promise.reject(new Error('cut off')) };
    await expect(decideRefundApproval(fiona, id, { approve: true }, cutOff)).rejects.toThrow('cut off');

    await expect(ask('big', 9000)).rejects.toMatchObject({ kind: 'idempotency-key-reused' });
    expect(given()).toBe(0);
    expect(await opened()).toMatchObject({ refunded: { refunded: 5000 } });
  });

  it('is not approved by who asked for it, whatever their roles', async () => {
    await opened();
    await expect(approve(person('susan', 'admin', 'finance'))).rejects.toMatchObject({ kind: 'approval-not-open' });
    await expect(approve(person('susan', 'admin'), false)).rejects.toMatchObject({ kind: 'approval-not-open' });
    expect([...made]).toEqual([]);
    expect(await listRefundApprovals(ports())).toHaveLength(1);
  });

  it('is decided once: of two at once one wins, and the other is told', async () => {
    await opened();
    const decisions = await Promise.allSettled([approve(fiona, true), approve(person('frank', 'finance'), false)]);
    const won = decisions.flatMap((one) => (one.status === 'fulfilled' ? [one.value.state] : []));
    const lost = decisions.flatMap((one) => (one.status === 'rejected' ? [(one.reason as Problem).message] : []));
    expect(won).toHaveLength(1);
    expect(lost).toEqual([expect.stringContaining('has decided otherwise')]);
    expect(given()).toBe(won[0] === 'APPROVED' ? 5000 : 0);
  });

  it('is made by a repeat of the approval that was cut off ahead of it', async () => {
    await opened();
    const cutOff = { ...ports(), refund: () => Promise.reject(new Error('cut off')) };
    await expect(decideRefundApproval(fiona, id, { approve: true }, cutOff)).rejects.toThrow('cut off');
    await approve();
    expect(given()).toBe(5000);
  });

  it('cannot be approved once it was refused, or three days are over', async () => {
    await opened();
    now = '2026-11-26T12:00:00.001Z';
    await expect(approve()).rejects.toThrow('nobody has decided in time');
    await expect(opened()).rejects.toMatchObject({ kind: 'approval-not-open' });
    now = noon;
    await approve(fiona, false);
    await expect(approve()).rejects.toMatchObject({ kind: 'approval-not-open' });
    await expect(opened()).rejects.toThrow('was refused by fiona@shop.example');
    expect(given()).toBe(0);
  });

  it('is not there under another id', async () => {
    const unknown = anOrderId(7);
    await expect(decideRefundApproval(fiona, unknown, { approve: true }, ports())).rejects.toMatchObject({
      status: 404,
    });
  });
});
