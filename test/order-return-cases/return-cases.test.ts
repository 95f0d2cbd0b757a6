import { beforeEach, describe, expect, it } from 'vitest';
import { listCases } from '../../lambdas/order-return-cases/list-cases.ts';
import type { OrderId } from '../../lambdas/orders/order.ts';
import { statutoryPolicy } from '../../lambdas/return-policy/shop-policy.ts';
import { anOrderId, noon } from '../builders.ts';
import { cutOffAnywhere } from '../cut-off.ts';
import { stubServiceEnvironment } from '../service-environment.ts';
import { aLife, generous, unlessRefused } from './a-life.ts';

const lines = [
  { sku: 'TEA', quantity: 3 },
  { sku: 'CUP', quantity: 2 },
];
const ofTea = [{ line: 1, quantity: 2 }];

beforeEach(() => {
  stubServiceEnvironment();
});

describe('a return', () => {
  it('is approved by the policy, sent, received, inspected, and its money goes back, each told once', async () => {
    const { life, id } = await delivered();
    const { id: one } = await life.ask(id, 'a', { kind: 'RETURN', lines: ofTea, reason: 'WRONG_SIZE' });
    await life.rest();
    await life.move(id, one, { to: 'SENT', carrier: 'Royal Mail', trackingNumber: 'QB1' }, { by: 'customer' });
    await life.move(id, one, { to: 'RECEIVED' });
    await life.move(id, one, { to: 'INSPECTED', lines: [{ line: 1, sellable: 1, unsellable: 1 }] });
    await life.rest();

    const { order, cases, returns } = await life.find(id);
    expect(cases).toMatchObject([{ state: 'REFUNDED', givenBack: 510, trackingNumber: 'QB1' }]);
    expect(cases[0]?.history.map(({ state, by }) => `${state} ${by}`)).toEqual([
      'REQUESTED customer',
      'APPROVED policy',
      'SENT customer',
      'RECEIVED keeper',
      'INSPECTED keeper',
      'REFUNDED service',
    ]);
    expect(order?.lineCounts).toEqual([{ line: 1, returned: 2 }]);
    expect(returns).toMatchObject([
      { restock: true, lines: [{ line: 1, quantity: 1 }] },
      { restock: false, lines: [{ line: 1, quantity: 1 }] },
    ]);
    expect(stockOf(life, 'TEA')).toMatchObject({ onHand: 18, available: 18, unsellable: 1 });
    expect(refundedOf(life, id)).toBe(510);
    expect(toldOf(life, id)).toEqual(['order-shipped', 'return-approved', 'payment-refunded']);
    expect(order?.timeline.map(({ event }) => event).filter((event) => event.startsWith('RETURN_'))).toEqual([
      'RETURN_REQUESTED',
      'RETURN_APPROVED',
      'RETURN_SENT',
      'RETURN_RECEIVED',
      'RETURN_INSPECTED',
      'RETURN_REFUNDED',
    ]);
  });

  it('takes a fee, and what staff withhold, off the money', async () => {
    const { life, id } = await delivered({ ...generous, returnFee: { GBP: 100 } });
    const one = await life.ask(id, 'a', { kind: 'RETURN', lines: ofTea, reason: 'WRONG_SIZE' });
    await inspect(life, id, one.id, { withheld: 60, remark: 'Worn' });

    expect((await life.find(id)).cases).toMatchObject([{ fee: 100, withheld: 60, givenBack: 350 }]);
  });

  it('is kept by the customer where it is worth little, and the money goes back', async () => {
    const { life, id } = await delivered({ ...generous, keepBelow: { GBP: 510 } });
    await life.ask(id, 'a', { kind: 'RETURN', lines: ofTea, reason: 'WRONG_SIZE' });
    await life.ask(id, 'b', { kind: 'RETURN', lines: [{ line: 2, quantity: 1 }], reason: 'WRONG_SIZE' });
    await life.rest();

    // In sum, no more than that is kept: the second is to be sent.
    expect((await life.find(id)).cases).toMatchObject([{ state: 'KEPT', givenBack: 510 }, { state: 'APPROVED' }]);
    expect(toldOf(life, id)).toContain('payment-refunded');
  });

  it('that is not sent in time expires, and its units may be asked for anew', async () => {
    const { life, id } = await delivered({ ...generous, returnDays: 90 });
    await life.ask(id, 'a', { kind: 'RETURN', lines: ofTea, reason: 'WRONG_SIZE' });
    life.pass(35);
    await life.rest();

    expect((await life.find(id)).cases).toMatchObject([{ state: 'EXPIRED' }]);
    await life.ask(id, 'b', { kind: 'RETURN', lines: ofTea, reason: 'WRONG_SIZE' });
  });

  it.each([
    ['units that are in another case', 'RETURN', [{ line: 1, quantity: 2 }], 'not-taken-back'],
    ['a line that there is not', 'RETURN', [{ line: 3, quantity: 1 }], 'invalid-return-case'],
    [
      'a line twice',
      'RETURN',
      [
        { line: 2, quantity: 1 },
        { line: 2, quantity: 1 },
      ],
      'invalid-return-case',
    ],
    [
      'an exchange for what costs something else',
      'EXCHANGE',
      [{ line: 2, quantity: 1, sku: 'NONE' }],
      'invalid-return-case',
    ],
  ] as const)('is refused for %s', async (_what, kind, asked, problem) => {
    const { life, id } = await delivered();
    await life.ask(id, 'a', { kind: 'RETURN', lines: ofTea, reason: 'WRONG_SIZE' });

    expect(await unlessRefused(() => life.ask(id, 'b', { kind, lines: [...asked], reason: 'WRONG_SIZE' }))).toBe(
      problem,
    );
    expect((await life.find(id)).cases).toHaveLength(1);
  });

  it('under the same key is one; a key stands for one', async () => {
    const { life, id } = await delivered();
    const asked = { kind: 'RETURN', lines: ofTea, reason: 'WRONG_SIZE' } as const;
    const first = await life.ask(id, 'a', asked);

    expect(await life.ask(id, 'a', asked)).toEqual(first);
    expect(await unlessRefused(() => life.ask(id, 'a', { ...asked, reason: 'CHANGED_MIND' }))).toBe(
      'idempotency-key-reused',
    );
  });

  it('is not booked beside its case, and moves nowhere that it may not', async () => {
    const { life, id } = await delivered();
    const { id: one } = await life.ask(id, 'a', { kind: 'RETURN', lines: ofTea, reason: 'WRONG_SIZE' });

    const booked = [{ line: 1, sellable: 1, unsellable: 0 }];
    expect(await unlessRefused(() => life.move(id, one, { to: 'INSPECTED', lines: booked }))).toBe('case-not-movable');
    expect(await unlessRefused(() => life.move(id, one, { to: 'REFUNDED', remark: 'by hand' }))).toBe(
      'case-not-movable',
    );
    await life.move(id, one, { to: 'RECEIVED' });
    const more = [{ line: 1, sellable: 3, unsellable: 0 }];
    expect(await unlessRefused(() => life.move(id, one, { to: 'INSPECTED', lines: more }))).toBe('invalid-return-case');
  });

  it('whose money the provider refuses waits for somebody, who gives it back by hand and says so', async () => {
    const { life, id } = await delivered();
    const one = await life.ask(id, 'a', { kind: 'RETURN', lines: ofTea, reason: 'WRONG_SIZE' });
    life.model.refuse('account closed', 1);
    await inspect(life, id, one.id);

    expect((await life.find(id)).cases).toMatchObject([{ state: 'INSPECTED', refundTrouble: 'refund-refused' }]);
    expect((await listCases('INSPECTED', 10, undefined)).cases).toMatchObject([{ refundTrouble: 'refund-refused' }]);
    await life.refund(id, 'by-hand', { amount: 510, reason: 'another way' });
    await life.move(id, one.id, { to: 'REFUNDED', remark: 'By another way' });
    expect(refundedOf(life, id)).toBe(510);
  });

  it.each(['SENT', 'RECEIVED', 'CANCELLED'] as const)('whose goods its customer keeps cannot be %s', async (to) => {
    const { life, id } = await delivered({ ...generous, keepBelow: { GBP: 600 } });
    const { id: one } = await life.ask(id, 'a', { kind: 'RETURN', lines: ofTea, reason: 'WRONG_SIZE' });

    await expect(life.move(id, one, { to })).rejects.toMatchObject({ kind: 'case-not-movable' });

    await life.rest();
    expect((await life.find(id)).cases).toMatchObject([{ state: 'KEPT', givenBack: 510 }]);
  });

  it('is seen to by the clock though another case that is due cannot even be put off', async () => {
    const { life, id } = await delivered();
    const { id: one } = await life.ask(id, 'a', { kind: 'RETURN', lines: ofTea, reason: 'WRONG_SIZE' });
    await life.rest();
    await life.move(id, one, { to: 'RECEIVED' });
    await life.move(id, one, { to: 'INSPECTED', lines: [{ line: 1, sellable: 2, unsellable: 0 }] });
    const due = { pk: 'DUE', sk: `${noon}#gone`, orderId: anOrderId(9), caseId: 'gone' };
    life.db.put('return-worklist', due);

    await expect(life.tend()).rejects.toThrow(AggregateError);

    expect((await life.find(id)).cases).toMatchObject([{ state: 'REFUNDED' }]);
  });

  it('cut off anywhere is done once: units, money and word', async () => {
    const { life, id } = await delivered();
    const { id: one } = await life.ask(id, 'a', { kind: 'RETURN', lines: ofTea, reason: 'WRONG_SIZE' });
    await life.rest();
    await life.move(id, one, { to: 'RECEIVED' });
    const told = life.told.length;
    const model = life.model.snapshot();

    await cutOffAnywhere(
      life.db,
      async () => {
        life.told.splice(told);
        life.model.restore(model);
        await life.move(id, one, { to: 'INSPECTED', lines: [{ line: 1, sellable: 2, unsellable: 0 }] });
        await life.settle(id, one);
      },
      async (where) => {
        await life.move(id, one, { to: 'INSPECTED', lines: [{ line: 1, sellable: 2, unsellable: 0 }] });
        await life.rest();
        const { order, cases } = await life.find(id);
        expect(cases, where).toMatchObject([{ state: 'REFUNDED', givenBack: 510 }]);
        expect(order?.lineCounts, where).toEqual([{ line: 1, returned: 2 }]);
        expect(stockOf(life, 'TEA'), where).toMatchObject({ onHand: 19, available: 19 });
        expect(refundedOf(life, id), where).toBe(510);
        expect(
          toldOf(life, id).filter((event) => event === 'payment-refunded'),
          where,
        ).toHaveLength(1);
      },
    );
  });
});

describe('a withdrawal', () => {
  it('ahead of shipping cancels the order, after its receipt with content and time', async () => {
    const life = aLife({ policy: statutoryPolicy });
    const id = await life.place(lines, 'order');
    await life.ask(id, 'w', { kind: 'WITHDRAWAL', lines: [...ofAll], declaredBy: 'Ada Example' });
    await life.rest();

    const { order, cases } = await life.find(id);
    expect(order?.status).toBe('CANCELLED');
    expect(cases).toMatchObject([{ state: 'CANCELLED' }]);
    expect(toldOf(life, id)).toEqual(['withdrawal-received', 'order-cancelled']);
    const { text } = life.told.find(({ event }) => event === 'withdrawal-received') ?? { text: '' };
    expect(text).toContain('Ada Example');
    expect(text).toContain('PRODUCT TEA');
    expect(text).toMatch(/23 November 2026 at 12:\d\d/);
    expect(stockOf(life, 'TEA')).toMatchObject({ onHand: 20, available: 20, reserved: 0 });
  });

  it('of an order that left in part cancels the rest, and takes back what left, with the delivery', async () => {
    const life = aLife({ policy: statutoryPolicy });
    const id = await life.place(lines, 'order', {
      total: 1_670,
      totals: { subtotal: 1_275, shipping: { method: 'post', title: 'Post', amount: 395 }, due: 1_670 },
    });
    await life.ship(id, 's', { lines: [{ line: 1, quantity: 1 }] });
    const { id: one } = await life.ask(id, 'w', { kind: 'WITHDRAWAL', lines: [...ofAll] });
    await life.rest();

    expect((await life.find(id)).cases).toMatchObject([{ state: 'APPROVED', lines: [{ line: 1, quantity: 1 }] }]);
    await inspect(life, id, one);
    expect((await life.find(id)).cases).toMatchObject([{ state: 'REFUNDED', givenBack: 255 + 395 }]);
    expect(refundedOf(life, id)).toBe(1_670);
  });

  it('gives back of the delivery what the cheapest would have cost', async () => {
    const life = aLife({ policy: { ...statutoryPolicy, standardDelivery: { GBP: 300 } } });
    const id = await life.place([{ sku: 'TEA', quantity: 1 }], 'order', {
      total: 1_250,
      totals: { subtotal: 255, shipping: { method: 'express', title: 'Express', amount: 995 }, due: 1_250 },
    });
    await life.ship(id, 's');
    const { id: one } = await life.ask(id, 'w', { kind: 'WITHDRAWAL', lines: [{ line: 1, quantity: 1 }] });
    await life.rest();
    await inspect(life, id, one);

    expect(refundedOf(life, id)).toBe(555);
  });

  it('gives back of the tax on the delivery what is on what goes back of that', async () => {
    const life = aLife({ policy: { ...statutoryPolicy, standardDelivery: { GBP: 300 } } });
    const id = await life.place([{ sku: 'TEA', quantity: 1 }], 'order', {
      total: 1_500,
      totals: {
        subtotal: 255,
        shipping: { method: 'express', title: 'Express', amount: 995 },
        tax: {
          included: false,
          roundedBy: 'ORDER',
          roundingMode: 'HALF_UP',
          breakdown: [{ title: 'VAT', rate: '20', amount: 250 }],
        },
        due: 1_500,
      },
    });
    await life.ship(id, 's');
    const { id: one } = await life.ask(id, 'w', { kind: 'WITHDRAWAL', lines: [{ line: 1, quantity: 1 }] });
    await life.rest();
    await inspect(life, id, one);

    // 255 and 51 of tax, 300 and 60.
    expect(refundedOf(life, id)).toBe(666);
  });

  it('has its money back after fourteen days once the goods are shown to be sent, and never twice', async () => {
    const { life, id } = await delivered();
    const { id: one } = await life.ask(id, 'w', { kind: 'WITHDRAWAL', lines: ofTea });
    await life.rest();
    await life.move(id, one, { to: 'SENT', trackingNumber: 'QB1' }, { by: 'customer' });
    life.pass(13);
    await life.rest();
    expect(refundedOf(life, id)).toBe(0);
    life.pass(1);
    await life.rest();
    expect((await life.find(id)).cases).toMatchObject([{ state: 'SENT', givenBack: 510 }]);

    await inspect(life, id, one);
    expect((await life.find(id)).cases).toMatchObject([{ state: 'REFUNDED', givenBack: 510 }]);
    expect(refundedOf(life, id)).toBe(510);
  });

  it('cannot be called off, nor made when the time is over', async () => {
    const { life, id } = await delivered();
    const { id: one } = await life.ask(id, 'w', { kind: 'WITHDRAWAL', lines: ofTea });
    await life.rest();

    expect(await unlessRefused(() => life.move(id, one, { to: 'CANCELLED' }))).toBe('case-not-movable');
    life.pass(20);
    expect(
      await unlessRefused(() => life.ask(id, 'x', { kind: 'WITHDRAWAL', lines: [{ line: 2, quantity: 1 }] })),
    ).toBe('not-taken-back');
  });
});

describe('an exchange', () => {
  const forCup = [{ line: 1, quantity: 2, sku: 'CUP' }];

  it('holds the new units first, ships them only once the old are back, and moves no money', async () => {
    const { life, id } = await delivered();
    const { id: one } = await life.ask(id, 'e', { kind: 'EXCHANGE', lines: forCup, reason: 'WRONG_SIZE' });
    await life.rest();
    const replacement = await replacementOf(life, id);

    expect((await life.find(id)).cases).toMatchObject([{ state: 'APPROVED', remedy: 'REPLACEMENT' }]);
    expect((await life.find(replacement)).order).toMatchObject({ status: 'CONFIRMED', total: 0 });
    expect(stockOf(life, 'CUP')).toMatchObject({ onHand: 18, reserved: 2 });
    expect(await unlessRefused(() => life.ship(replacement, 's'))).toBe('not-shippable');

    await inspect(life, id, one);
    expect((await life.find(id)).cases).toMatchObject([{ state: 'EXCHANGED' }]);
    await life.ship(replacement, 's');
    expect(stockOf(life, 'CUP')).toMatchObject({ onHand: 16, reserved: 0 });
    expect(refundedOf(life, id)).toBe(0);
  });

  it('of which less comes back than was asked for sends so much less', async () => {
    const { life, id } = await delivered();
    const { id: one } = await life.ask(id, 'e', { kind: 'EXCHANGE', lines: forCup, reason: 'WRONG_SIZE' });
    await life.rest();
    await life.move(id, one, { to: 'RECEIVED' });
    await life.move(id, one, { to: 'INSPECTED', lines: [{ line: 1, sellable: 1, unsellable: 0 }] });
    await life.rest();

    expect(stockOf(life, 'CUP')).toMatchObject({ onHand: 18, reserved: 1 });
    await life.ask(id, 'f', { kind: 'RETURN', lines: [{ line: 1, quantity: 1 }], reason: 'WRONG_SIZE' });
  });

  it('for what is sold out gives the money back instead', async () => {
    const life = aLife({ stock: { TEA: 20, CUP: 1 } });
    const id = await life.place([{ sku: 'TEA', quantity: 3 }], 'order');
    await life.ship(id, 's');
    const { id: one } = await life.ask(id, 'e', { kind: 'EXCHANGE', lines: forCup, reason: 'WRONG_SIZE' });
    await life.rest();

    expect((await life.find(id)).cases).toMatchObject([{ state: 'APPROVED', remedy: 'REFUND', soldOut: true }]);
    await inspect(life, id, one);
    expect(refundedOf(life, id)).toBe(510);
  });

  it.each(['called off', 'not sent in time'])('that is %s lets the new units go', async (what) => {
    const { life, id } = await delivered();
    const { id: one } = await life.ask(id, 'e', { kind: 'EXCHANGE', lines: forCup, reason: 'WRONG_SIZE' });
    await life.rest();
    if (what === 'called off') await life.move(id, one, { to: 'CANCELLED' }, { by: 'customer' });
    else life.pass(35);
    await life.rest();

    expect(stockOf(life, 'CUP')).toMatchObject({ available: 18, reserved: 0 });
    expect((await life.find(await replacementOf(life, id))).order?.status).toBe('CANCELLED');
  });

  it('that is called off before its units are held holds none for good', async () => {
    const { life, id } = await delivered();
    const { id: one } = await life.ask(id, 'e', { kind: 'EXCHANGE', lines: forCup, reason: 'WRONG_SIZE' });
    const placing = life.settle(id, one);
    await life.move(id, one, { to: 'CANCELLED' }, { by: 'customer' });
    await placing;
    life.pass(1);
    await life.rest();

    expect(stockOf(life, 'CUP')).toMatchObject({ available: 18, reserved: 0 });
  });
});

describe('a claim', () => {
  const broken = { kind: 'CLAIM', lines: ofTea, reason: 'BROKEN', text: 'Cracked' } as const;

  it.each([
    ['money, and the goods stay', { remedy: 'REFUND', keeps: true }, 'KEPT', 510],
    ['some of it', { remedy: 'REFUND', keeps: true, atMost: 200 }, 'KEPT', 200],
    ['new goods, and the old stay', { remedy: 'REPLACEMENT', keeps: true }, 'EXCHANGED', 0],
  ] as const)('is decided by staff: %s', async (_what, granted, state, back) => {
    const { life, id } = await delivered();
    const { id: one } = await life.ask(id, 'c', { ...broken, lines: ofTea });
    await life.rest();
    expect((await life.find(id)).cases).toMatchObject([{ state: 'REQUESTED', postage: 'SHOP' }]);

    await life.move(id, one, { to: 'APPROVED', ...granted });
    await life.rest();

    expect((await life.find(id)).cases).toMatchObject([{ state }]);
    expect(refundedOf(life, id)).toBe(back);
    // What is settled is not asked for again.
    expect(await unlessRefused(() => life.ask(id, 'd', { ...broken, lines: ofTea }))).toBe('not-taken-back');
  });

  it('that is refused says why, and leaves its units', async () => {
    const { life, id } = await delivered();
    const { id: one } = await life.ask(id, 'c', { ...broken, lines: ofTea });
    await life.move(id, one, { to: 'REFUSED', remark: 'It was dropped.' });
    await life.rest();

    expect(life.told.find(({ event }) => event === 'return-refused')?.text).toContain('It was dropped.');
    await life.ask(id, 'd', { ...broken, lines: ofTea });
  });

  it('beyond the limit of who grants it waits for another person', async () => {
    const { life, id } = await delivered();
    const { id: one } = await life.ask(id, 'c', {
      ...broken,
      lines: [
        { line: 1, quantity: 3 },
        { line: 2, quantity: 2 },
      ],
    });
    const caller = { client: 'console', subject: 'sue', name: 'sue@shop.example', scopes: [], roles: ['support'] };
    await life.move(id, one, { to: 'APPROVED', remedy: 'REFUND', keeps: true }, { by: 'console', caller });
    await life.rest();

    expect((await life.find(id)).cases).toMatchObject([{ state: 'APPROVED' }]);
    expect(refundedOf(life, id)).toBe(0);
    const [approval] = life.db.items('refund-limits').filter(({ pk }) => pk === 'APPROVALS');
    expect(approval).toMatchObject({ amount: 1_275, state: 'OPEN' });
    life.db.put('refund-limits', { ...approval, state: 'APPROVED' } as never);
    await life.rest();
    expect((await life.find(id)).cases).toMatchObject([{ state: 'KEPT', givenBack: 1_275 }]);
  });
});

const ofAll = [
  { line: 1, quantity: 3 },
  { line: 2, quantity: 2 },
];

async function delivered(policy = generous) {
  const life = aLife({ policy });
  const id = await life.place(lines, 'order');
  await life.ship(id, 's');
  await life.rest();
  return { life, id };
}

type Life = ReturnType<typeof aLife>;

async function inspect(life: Life, id: OrderId, caseId: string, more: object = {}): Promise<void> {
  const { cases } = await life.find(id);
  const asked = cases.find((one) => one.id === caseId)?.lines ?? [];
  await life.move(id, caseId, { to: 'RECEIVED' });
  const lines = asked.map(({ line, quantity }) => ({ line, sellable: quantity, unsellable: 0 }));
  await life.move(id, caseId, { to: 'INSPECTED', lines, ...more });
  await life.rest();
}

function stockOf(life: Life, sku: string) {
  return life.db.item('stock', `SKU#${sku}`, 'STOCK');
}

function refundedOf(life: Life, id: OrderId): number {
  return [...(life.model.payments.get(id)?.refunds.values() ?? [])].reduce((sum, amount) => sum + amount, 0);
}

function toldOf(life: Life, id: OrderId): string[] {
  return life.told.filter(({ orderId }) => orderId === id).map(({ event }) => event);
}

async function replacementOf(life: Life, id: OrderId): Promise<OrderId> {
  const { cases } = await life.find(id);
  return cases[0]?.replacementOrderId as OrderId;
}
