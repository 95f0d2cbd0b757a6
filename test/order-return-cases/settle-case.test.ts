import { beforeEach, describe, expect, it } from 'vitest';
import { refundOfCase } from '../../lambdas/order-return-cases/case-refund.ts';
import { settleCase } from '../../lambdas/order-return-cases/settle-case.ts';
import type { OrderId } from '../../lambdas/orders/order.ts';
import { sumOfCharges } from '../../lambdas/orders/totals.ts';
import { paymentIdOf } from '../../lambdas/payments/payment-try.ts';
import { keyReused } from '../../lambdas/runtime/idempotency-key.ts';
import { stubServiceEnvironment } from '../service-environment.ts';
import { aLife, generous } from './a-life.ts';

beforeEach(() => {
  stubServiceEnvironment();
});

const shipping = { method: 'post', title: 'Post', amount: 395 };

describe('settling a case', () => {
  it('twice at once moves it on once', async () => {
    const { life, id, one } = await inspected();

    await settleCase(id, one, {
      ...life.settlePorts,
      refundPayment: async (...asked) => {
        await life.settle(id, one);
        return life.refund(...asked);
      },
    });
    await life.rest();

    const [ended] = (await life.find(id)).cases;
    expect(ended?.history.map(({ state }) => state).filter((state) => state === 'REFUNDED')).toHaveLength(1);
    expect(refundedOf(life, id)).toBe(255);
  });

  it('that staff move meanwhile leaves it where they have put it, and gives its money back once', async () => {
    const { life, id } = await delivered();
    const one = await withdrawn(life, id, 1);
    await life.move(id, one, { to: 'SENT' });
    life.pass(15);

    await settleCase(id, one, {
      ...life.settlePorts,
      refundPayment: async (...asked) => {
        await life.move(id, one, { to: 'RECEIVED' });
        return life.refund(...asked);
      },
    });
    expect((await life.find(id)).cases).toMatchObject([{ state: 'RECEIVED' }]);

    await life.move(id, one, { to: 'INSPECTED', lines: [{ line: 1, sellable: 1, unsellable: 0 }] });
    await life.rest();
    expect((await life.find(id)).cases).toMatchObject([{ state: 'REFUNDED', givenBack: 255 }]);
    expect(refundedOf(life, id)).toBe(255);
  });

  it('whose money went back when its goods were said to be sent leaves it as it is until they are back', async () => {
    const { life, id } = await delivered();
    const one = await withdrawn(life, id, 1);
    await life.move(id, one, { to: 'SENT' });
    life.pass(15);
    await life.rest();
    const { cases } = await life.find(id);
    expect(cases).toMatchObject([{ state: 'SENT', givenBack: 255 }]);

    expect(await life.settle(id, one)).toBe(false);

    expect((await life.find(id)).cases).toEqual(cases);
  });

  it('by which units are withdrawn whose stock is being reserved waits for that', async () => {
    const life = aLife();
    const id = await life.submit([{ sku: 'TEA', quantity: 3 }], 'order');
    const { id: one } = await life.ask(id, 'w', { kind: 'WITHDRAWAL', lines: [{ line: 1, quantity: 1 }] });

    expect(await life.settle(id, one)).toBe(false);
    expect((await life.find(id)).cases).toMatchObject([{ state: 'REQUESTED' }]);

    await life.rest();
    const { order, cases } = await life.find(id);
    expect(cases).toMatchObject([{ state: 'CANCELLED' }]);
    expect(order).toMatchObject({ status: 'CONFIRMED', lineCounts: [{ line: 1, cancelled: 1 }] });
  });

  it('gives back what was claimed for it once, whatever went back since', async () => {
    const { life, id, one } = await inspected();
    const cutOff = { ...life.settlePorts, refundPayment: refundThenCutOff(life) };
    await expect(settleCase(id, one, cutOff)).rejects.toThrow('cut off');
    await life.refund(id, 'goodwill', { amount: 650, reason: 'goodwill' });

    await life.rest();

    expect((await life.find(id)).cases).toMatchObject([{ state: 'REFUNDED', givenBack: 255 }]);
    expect(refundedOf(life, id)).toBe(905);
  });

  it('for which another amount was claimed at the same moment goes on with that', async () => {
    const { life, id, one } = await inspected();
    await settleCase(id, one, {
      ...life.settlePorts,
      refundPayment: async (orderId, key, asked) => {
        await life.refund(orderId, key, { ...asked, amount: 200, charges: { items: 200 } });
        throw keyReused('a refund with another content');
      },
    });
    expect((await life.find(id)).cases[0]?.refundTrouble).toBeUndefined();

    await life.rest();
    expect((await life.find(id)).cases).toMatchObject([{ state: 'REFUNDED', givenBack: 200 }]);
  });

  it('whose key stands for a refund that was never claimed is for a person', async () => {
    const { life, id, one } = await inspected();
    const refundPayment = () => Promise.reject(keyReused('a refund with another content'));

    await settleCase(id, one, { ...life.settlePorts, refundPayment });

    expect((await life.find(id)).cases).toMatchObject([{ refundTrouble: 'idempotency-key-reused' }]);
  });

  it('comes to no more than was taken, where a part alone was', async () => {
    const { life, id } = await inspected();
    const record = await life.find(id);
    const [one] = record.cases;
    const payment = await life.payments.find(paymentIdOf({ orderId: id }));
    if (!one || !payment || !record.order || !record.content) throw new Error('it is not whole');
    const { order, content, cases } = record;

    const known = { order, content, cases, payment: { ...payment, captured: 100 }, policy: generous };

    expect(sumOfCharges(refundOfCase(one, known))).toBe(100);
  });

  it('that was refused after all leaves the delivery to whom keeps something of the order', async () => {
    const { life, id } = await delivered();
    const refused = await withdrawn(life, id, 1);
    const other = await withdrawn(life, id, 2);
    await life.move(id, refused, { to: 'SENT' });
    life.model.refuse('not now', 1);
    life.pass(15);
    await life.rest();
    await life.move(id, refused, { to: 'RECEIVED' });
    await life.move(id, refused, { to: 'REFUSED', remark: 'Not ours.' });

    await back(life, id, other, 2);
    await life.rest();

    expect((await life.find(id)).cases).toMatchObject([{ state: 'REFUSED' }, { state: 'REFUNDED', givenBack: 255 }]);
  });
});

type Life = ReturnType<typeof aLife>;

/** An order of two lines that has arrived. */
async function delivered() {
  const life = aLife();
  const lines = [
    { sku: 'TEA', quantity: 1 },
    { sku: 'CUP', quantity: 1 },
  ];
  const id = await life.place(lines, 'order', { total: 905, totals: { subtotal: 510, shipping, due: 905 } });
  await life.ship(id, 's');
  await life.rest();
  return { life, id };
}

async function withdrawn(life: Life, id: OrderId, line: number): Promise<string> {
  const { id: one } = await life.ask(id, `w${line}`, { kind: 'WITHDRAWAL', lines: [{ line, quantity: 1 }] });
  await life.rest();
  return one;
}

async function back(life: Life, id: OrderId, one: string, line: number): Promise<void> {
  await life.move(id, one, { to: 'RECEIVED' });
  await life.move(id, one, { to: 'INSPECTED', lines: [{ line, sellable: 1, unsellable: 0 }] });
}

/** The same, of which a line is back, and its money is to go back. */
async function inspected() {
  const { life, id } = await delivered();
  const one = await withdrawn(life, id, 1);
  await back(life, id, one, 1);
  return { life, id, one };
}

function refundThenCutOff(life: Life): Life['settlePorts']['refundPayment'] {
  return async (...asked) => {
    await life.refund(...asked);
    throw new Error('cut off');
  };
}

function refundedOf(life: Life, id: OrderId): number {
  return [...(life.model.payments.get(id)?.refunds.values() ?? [])].reduce((sum, amount) => sum + amount, 0);
}
