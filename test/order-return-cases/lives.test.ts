import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { countedLines, currentLines, openUnits } from '../../lambdas/orders/line-counts.ts';
import type { OrderId } from '../../lambdas/orders/order.ts';
import { isConfirmed } from '../../lambdas/orders/order-status.ts';
import { isOpenCase, reasonsOf, unitsInCases } from '../../lambdas/orders/return-case.ts';
import { Problem } from '../../lambdas/runtime/problem.ts';
import { histories } from '../histories.ts';
import { interleave } from '../interleaving.ts';
import { stubServiceEnvironment } from '../service-environment.ts';
import { aLife, generous, unlessRefused } from './a-life.ts';

/*
 * Generated lives of an order after its confirmation, with the real functions over tables in memory: it ships in parts,
 * gets lost, comes back, is exchanged, claimed, refunded and cancelled, and functions are cut off anywhere. `npm run
 * test:lives` lives all of them.
 */

const lives = Number(process.env.LIVES ?? histories(100));
const races = process.env.LIVES === undefined ? histories(50) : 200;
const shelf = { TEA: 12, CUP: 8 };

/** One thing that happens, and after how many calls to a store or service the function that does it is cut off. */
interface Step {
  readonly what:
    | 'ship'
    | 'cancel units'
    | 'cancel'
    | 'withdraw'
    | 'return'
    | 'exchange'
    | 'claim'
    | 'sent'
    | 'call off'
    | 'receive'
    | 'inspect'
    | 'refuse'
    | 'grant'
    | 'refund'
    | 'days'
    | 'clock';
  readonly pick: number;
  readonly units: number;
  readonly cutOffAfter: number | undefined;
}

const step: fc.Arbitrary<Step> = fc.record({
  what: fc.constantFrom(
    ...([
      'ship',
      'ship',
      'ship',
      'cancel units',
      'cancel',
      'withdraw',
      'return',
      'return',
      'exchange',
      'exchange',
    ] as const),
    ...(['claim', 'sent', 'call off', 'receive', 'receive', 'inspect', 'inspect', 'refuse', 'grant'] as const),
    ...(['refund', 'days', 'clock', 'clock'] as const),
  ),
  pick: fc.nat(5),
  units: fc.integer({ min: 1, max: 3 }),
  cutOffAfter: fc.option(fc.nat(14), { nil: undefined, freq: 1 }),
});

const aLifeToLive = fc.record({
  steps: fc.array(step, { minLength: 6, maxLength: 24 }),
  keepsSome: fc.boolean(),
  /** All of it has left ahead of everything. */
  leftWhole: fc.boolean(),
  /** Whatever is open in the end comes back, or is granted. */
  isFinished: fc.boolean(),
});

class CutOff extends Error {
  override readonly name = 'CutOff';
}

beforeEach(() => {
  stubServiceEnvironment();
});

describe('an order that ships in parts, gets lost, comes back, is exchanged, claimed, refunded and cancelled', () => {
  it('keeps units and money whole, and its customer is told of each thing once, wherever it is cut off', async () => {
    const reached = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(aLifeToLive, async ({ steps, keepsSome, leftWhole, isFinished }) => {
        const policy = { ...generous, ...(keepsSome && { keepBelow: { GBP: 300 } }), returnFee: { GBP: 20 } };
        const life = aLife({ policy, stock: shelf });
        const id = await life.place(
          [
            { sku: 'TEA', quantity: 4 },
            { sku: 'CUP', quantity: 3 },
            { sku: 'TEA', quantity: 2 },
          ],
          'order',
          {
            total: 2_690,
            totals: { subtotal: 2_295, shipping: { method: 'post', title: 'Post', amount: 395 }, due: 2_690 },
          },
        );
        if (leftWhole) await life.ship(id, 'whole');
        for (const [index, one] of steps.entries()) {
          await struck(life, one.cutOffAfter, () => act(life, id, one, `step-${index}`));
          await expectWhole(life);
        }
        await life.rest();
        await expectWhole(life);
        if (isFinished) await finish(life, id);
        for (const { state } of (await life.find(id)).cases) reached.set(state, (reached.get(state) ?? 0) + 1);
        // Whatever nobody sends, receives or decides, ends or waits for people: nothing waits for the service.
        life.pass(60);
        await life.rest();
        await expectSettled(life);
      }),
      { numRuns: lives },
    );
    // Of many, each end is reached.
    const ends = lives < 100 ? [] : (['REFUNDED', 'EXCHANGED', 'KEPT', 'REFUSED', 'CANCELLED', 'APPROVED'] as const);
    for (const state of ends) expect(reached.get(state) ?? 0, state).toBeGreaterThan(0);
  });
});

describe('raced two hundred times each, the books add up:', () => {
  const turn = fc.record({
    pick: fc.nat(7),
    fault: fc.constantFrom('none', 'none', 'none', 'answer-lost', 'conflict'),
  });
  const turns = fc.array(turn, { maxLength: 40 }) as fc.Arbitrary<Parameters<typeof interleave>[2]>;
  const runs = { numRuns: races };

  it('a return against a cancellation of what has not left', async () => {
    await fc.assert(
      fc.asyncProperty(turns, async (order) => {
        const life = aLife({ stock: shelf });
        const id = await life.place([{ sku: 'TEA', quantity: 4 }], 'order');
        await life.ship(id, 's', { lines: [{ line: 1, quantity: 2 }] });
        await interleave<unknown>(
          life.db,
          [
            () => life.ask(id, 'w', { kind: 'WITHDRAWAL', lines: [{ line: 1, quantity: 4 }] }),
            () => life.cancelUnits(id, 'c', 1, 2),
            () => life.ask(id, 'r', { kind: 'RETURN', lines: [{ line: 1, quantity: 2 }], reason: 'WRONG_SIZE' }),
          ],
          order,
        );
        await life.rest();
        await expectWhole(life);
        await sendAllBack(life, id);
        await expectWhole(life);
        const { order: ended } = await life.find(id);
        expect(refundedOf(life, id) <= 1_020).toBe(true);
        expect(ended?.status === 'SHIPPED' || ended?.status === 'CONFIRMED').toBe(true);
      }),
      runs,
    );
  });

  it('two withdrawals of all that there is, settled at once: its delivery is given back too, once', async () => {
    await fc.assert(
      fc.asyncProperty(turns, async (order) => {
        const life = aLife({ stock: shelf });
        const shipping = { method: 'post', title: 'Post', amount: 395 };
        const lines = [
          { sku: 'TEA', quantity: 1 },
          { sku: 'CUP', quantity: 1 },
        ];
        const totals = { subtotal: 510, shipping, due: 905 };
        const id = await life.place(lines, 'order', { total: 905, totals });
        await life.ship(id, 's');
        for (const line of [1, 2]) {
          const { id: one } = await life.ask(id, `w${line}`, { kind: 'WITHDRAWAL', lines: [{ line, quantity: 1 }] });
          await life.settle(id, one);
          await life.move(id, one, { to: 'RECEIVED' });
          await life.move(id, one, { to: 'INSPECTED', lines: [{ line, sellable: 1, unsellable: 0 }] });
        }
        const { cases } = await life.find(id);
        await interleave<unknown>(
          life.db,
          cases.map((one) => () => life.settle(id, one.id)),
          order,
        );
        await life.rest();
        expect((await life.find(id)).cases.map(({ state }) => state)).toEqual(['REFUNDED', 'REFUNDED']);
        expect(refundedOf(life, id)).toBe(905);
      }),
      runs,
    );
  });

  it('an exchange against who buys the last of it', async () => {
    const outcomes = new Set<string>();
    await fc.assert(
      fc.asyncProperty(turns, async (order) => {
        const life = aLife({ stock: { TEA: 4, CUP: 2 } });
        const id = await life.place([{ sku: 'TEA', quantity: 2 }], 'order');
        await life.ship(id, 's');
        const { id: one } = await life.ask(id, 'e', {
          kind: 'EXCHANGE',
          lines: [{ line: 1, quantity: 2, sku: 'CUP' }],
          reason: 'WRONG_SIZE',
        });
        const buyer = await life.submit([{ sku: 'CUP', quantity: 2 }], 'buyer');
        await life.settle(id, one);
        await interleave(life.db, life.workflows(), order);
        await life.rest();
        await sendAllBack(life, id);
        await expectWhole(life);
        const [ended] = (await life.find(id)).cases;
        const bought = (await life.find(buyer)).order?.status;
        outcomes.add(`${ended?.state} ${bought}`);
        expect([ended?.state, bought]).toEqual(
          bought === 'REJECTED' ? ['EXCHANGED', 'REJECTED'] : ['REFUNDED', 'CONFIRMED'],
        );
      }),
      runs,
    );
    // Of many, either is faster.
    if (races >= 50) expect([...outcomes].sort()).toEqual(['EXCHANGED REJECTED', 'REFUNDED CONFIRMED']);
  });
});

type Life = ReturnType<typeof aLife>;

/** Does something, cut off at that call; what the shop refuses is refused. */
async function struck(life: Life, cutOffAfter: number | undefined, act: () => Promise<unknown>): Promise<void> {
  let calls = 0;
  const isBehind = (cutOffAfter ?? 0) % 2 === 1;
  life.db.intercept = async (_command, commit) => {
    const isCut = calls++ === cutOffAfter;
    if (isCut && !isBehind) throw new CutOff();
    const answer = commit();
    if (isCut) throw new CutOff();
    return answer;
  };
  try {
    await act();
  } catch (error) {
    const errors = error instanceof AggregateError ? error.errors : [error];
    if (!errors.every((one) => one instanceof CutOff || one instanceof Problem)) throw error;
  } finally {
    life.db.intercept = async (_command, commit) => commit();
  }
}

async function act(life: Life, id: OrderId, { what, pick, units, cutOffAfter }: Step, key: string): Promise<unknown> {
  const line = (pick % 3) + 1;
  const lines = [{ line, quantity: units }];
  const { cases } = await life.find(id);
  const open = cases.filter(({ state }) => isOpenCase(state));
  const one = open[pick % Math.max(1, open.length)];
  const move = (to: Parameters<Life['move']>[2]) => one && life.move(id, one.id, to);
  switch (what) {
    case 'ship':
      return life.ship(id, key, pick === 5 ? {} : { lines });
    case 'cancel units':
      return life.cancelUnits(id, key, line, units);
    case 'cancel':
      return pick === 0 ? life.cancel(id) : undefined;
    case 'withdraw':
      return life.ask(id, key, { kind: 'WITHDRAWAL', lines });
    case 'return':
      return life.ask(id, key, { kind: 'RETURN', lines, reason: 'CHANGED_MIND' });
    case 'exchange':
      return life.ask(id, key, {
        kind: 'EXCHANGE',
        lines: [{ ...lines[0], sku: 'CUP' } as never],
        reason: 'WRONG_SIZE',
      });
    case 'claim': {
      const reasons = reasonsOf('CLAIM');
      return life.ask(id, key, { kind: 'CLAIM', lines, reason: reasons[pick % reasons.length] });
    }
    case 'sent':
      return move({ to: 'SENT', trackingNumber: key });
    case 'call off':
      return move({ to: 'CANCELLED' });
    case 'receive':
      return move({ to: 'RECEIVED' });
    case 'inspect': {
      const came = one?.lines.map(({ line, quantity }, index) => {
        const back = index === 0 ? Math.max(0, quantity - (pick === 4 ? 1 : 0)) : quantity;
        return { line, sellable: Math.max(0, back - (pick === 3 ? 1 : 0)), unsellable: pick === 3 && back > 0 ? 1 : 0 };
      });
      return move({ to: 'INSPECTED', lines: came ?? [], ...(pick === 2 && { withheld: 30 }) });
    }
    case 'refuse':
      return move({ to: 'REFUSED', remark: 'No.' });
    case 'grant':
      return move({
        to: 'APPROVED',
        remedy: pick % 2 === 0 ? 'REFUND' : 'REPLACEMENT',
        keeps: pick > 2,
        ...(pick === 4 && { atMost: 100 }),
      });
    case 'refund':
      return life.refund(id, key, { amount: units * 200, reason: 'goodwill' });
    case 'days':
      return life.pass(units * 3);
    case 'clock':
      return cutOffAfter === undefined ? life.rest() : life.tend();
  }
}

/** What holds at every moment: no unit twice, no more money back than there was, nothing told twice. */
async function expectWhole(life: Life): Promise<void> {
  const ids = life.db
    .items('orders')
    .filter(({ sk }) => sk === 'ORDER')
    .map(({ id }) => id as OrderId);
  const outside = new Map<string, number>();
  for (const id of ids) {
    const { order, content, cases } = await life.find(id);
    if (order === undefined || content === undefined) throw new Error(`order ${id} is not whole`);
    const inCases = unitsInCases(cases);
    // Of an order that left whole the status says so, and its stock leaves the books behind it.
    const isIssued = order.heldSkus === 0 || order.status !== 'SHIPPED';
    for (const line of currentLines(order, content.lines)) {
      const out = line.fulfilled - line.returned;
      expect(out).toBeGreaterThanOrEqual(0);
      const open = isConfirmed(order.status) || order.status === 'RESERVED' ? openUnits(line) : line.quantity;
      // A withdrawal takes in what has not left.
      expect(inCases.get(line.line) ?? 0).toBeLessThanOrEqual(out + open + line.cancelled);
    }
    for (const { sku, fulfilled, returned } of (isIssued ? currentLines : countedLines)(order, content.lines)) {
      outside.set(sku, (outside.get(sku) ?? 0) + fulfilled - returned);
    }
    const payment = life.model.payments.get(id);
    const back = refundedOf(life, id);
    expect(back).toBeLessThanOrEqual(payment?.captured ?? 0);
  }
  for (const [sku, all] of Object.entries(shelf)) {
    const stock = life.db.item('stock', `SKU#${sku}`, 'STOCK') as Record<string, number> | undefined;
    if (stock === undefined || stock.onHand === undefined) continue;
    const initial = life.initial[sku] ?? all;
    expect(stock.onHand + (stock.unsellable ?? 0) + (outside.get(sku) ?? 0), sku).toBe(initial);
    expect(stock.available, sku).toBe(stock.onHand - (stock.reserved ?? 0));
  }
  const said = life.told.map(({ orderId, event, about }) => `${orderId} ${event} ${about}`);
  expect(said.length, said.join('\n')).toBe(new Set(said).size);
}

/** What holds once all is done that the service does by itself. */
async function expectSettled(life: Life): Promise<void> {
  await expectWhole(life);
  const ids = life.db
    .items('orders')
    .filter(({ sk }) => sk === 'ORDER')
    .map(({ id }) => id as OrderId);
  for (const id of ids) {
    const { cases, order, content } = await life.find(id);
    for (const one of cases) {
      const { kind, state, keeps, replacementOrderId, refundTrouble } = one;
      // What is open waits for the customer or for staff.
      const waits =
        !isOpenCase(state) ||
        refundTrouble !== undefined ||
        (state === 'REQUESTED' && kind === 'CLAIM') ||
        (state === 'APPROVED' && !keeps) ||
        state === 'SENT' ||
        state === 'RECEIVED';
      expect(waits, `${kind} ${state}`).toBe(true);
      if (replacementOrderId === undefined) continue;
      const replacement = await life.find(replacementOrderId as OrderId);
      const status = replacement.order?.status;
      if (state === 'EXCHANGED') expect(isConfirmed(status ?? 'PENDING'), `${kind} ${state} ${status}`).toBe(true);
      if (['CANCELLED', 'EXPIRED', 'REFUSED', 'REFUNDED'].includes(state)) {
        expect(['CANCELLED', 'REJECTED']).toContain(status);
      }
      if (state !== 'EXCHANGED' || replacement.order === undefined) continue;
      // As many new units as came back, or stay where they are.
      const given = currentLines(replacement.order, replacement.content?.lines ?? []);
      const came = one.inspected?.reduce((sum, { sellable, unsellable }) => sum + sellable + unsellable, 0);
      const units = came ?? one.lines.reduce((sum, { quantity }) => sum + quantity, 0);
      expect(given.reduce((sum, { quantity, cancelled }) => sum + quantity - cancelled, 0)).toBe(units);
    }
    if (order && content) await expectToldOfCases(life, id);
  }
}

/** Each case whose state the customer is written of was told, once; what the state has left behind is told no more. */
async function expectToldOfCases(life: Life, id: OrderId): Promise<void> {
  const { cases } = await life.find(id);
  for (const { id: about, history, kind } of cases) {
    const said = (event: string) => life.told.filter((one) => one.event === event && one.about === about).length;
    const has = (state: string) => history.some((one) => one.state === state);
    expect(said('return-approved'), `${kind} ${history.map(({ state }) => state).join(' ')}`).toBe(
      Number(has('APPROVED')),
    );
    expect(said('return-refused')).toBe(Number(has('REFUSED')));
    expect(said('withdrawal-received')).toBe(Number(kind === 'WITHDRAWAL'));
  }
}

async function finish(life: Life, id: OrderId): Promise<void> {
  for (const { id: one, kind, state } of (await life.find(id)).cases) {
    if (kind !== 'CLAIM' || state !== 'REQUESTED') continue;
    await life.move(id, one, { to: 'APPROVED', remedy: 'REFUND', keeps: true });
  }
  await sendAllBack(life, id);
}

async function sendAllBack(life: Life, id: OrderId): Promise<void> {
  for (const { id: one, state, lines, keeps } of (await life.find(id)).cases) {
    if (keeps || !['APPROVED', 'SENT', 'RECEIVED'].includes(state)) continue;
    await unlessRefused(() => life.move(id, one, { to: 'RECEIVED' }));
    const came = lines.map(({ line, quantity }) => ({ line, sellable: quantity, unsellable: 0 }));
    await unlessRefused(() => life.move(id, one, { to: 'INSPECTED', lines: came }));
  }
  await life.rest();
}

function refundedOf(life: Life, id: OrderId): number {
  return [...(life.model.payments.get(id)?.refunds.values() ?? [])].reduce((sum, amount) => sum + amount, 0);
}
