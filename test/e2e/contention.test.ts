import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { anOrderOf, onSale, stockOf } from './catalogue.ts';
import { countDeadLetters, countExecutions, execution } from './cloud.ts';
import { isHighVolume } from './deployed-service.ts';
import { emails, emailsTo } from './mailbox.ts';
import { accepted, ended, submit } from './storefront.ts';
import { alone } from './turn.ts';

// A burst leaves nothing of a small machine to others, and needs all of it itself.
alone();

describe('the same request sent 50 times at once', () => {
  it('gives one order, one execution, one reservation, one e-mail and 50 equal answers', async () => {
    const email = `${randomUUID()}@customer.example`;
    const sku = await onSale({ stock: 100 });
    const order = anOrderOf(sku, { lines: [{ sku, quantity: 2 }], contact: { email } });
    const key = randomUUID();

    const answers = await Promise.all(Array.from({ length: 50 }, () => submit(order, key)));

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    const orderId = String(answers[0]?.body.id);
    await execution(orderId);
    expect(await countExecutions(orderId)).toBe(isHighVolume ? 0 : 1);
    expect(await stockOf(sku)).toMatchObject({ onHand: 100, available: 98, reserved: 2 });
    expect(await emailsTo(email)).toHaveLength(1);
  });
});

describe('200 orders at once for a SKU with 50 in stock', () => {
  it('confirms exactly 50, rejects 150 as OUT_OF_STOCK, tells each, and the stock adds up throughout', async () => {
    const sku = await onSale({ stock: 50 });
    const buyers = Array.from({ length: 200 }, () => `${randomUUID()}@customer.example`);
    const sums: number[] = [];
    let selling = true;
    const watching = (async () => {
      while (selling) {
        const { available, reserved } = await stockOf(sku);
        sums.push(available + reserved);
      }
    })();

    const orderIds = await Promise.all(buyers.map((email) => accepted(anOrderOf(sku, { contact: { email } }))));
    const executions = await Promise.all(orderIds.map((orderId) => execution(orderId)));
    const orders = await Promise.all(orderIds.map((orderId) => ended(orderId)));
    selling = false;
    await watching;

    expect(orders.filter(({ status }) => status === 'CONFIRMED')).toHaveLength(50);
    expect(orders.filter(({ rejection }) => rejection?.reason === 'OUT_OF_STOCK')).toHaveLength(150);
    expect(new Set(sums)).toEqual(new Set([50]));
    expect(await stockOf(sku)).toMatchObject({ onHand: 50, available: 0, reserved: 50 });
    expect(new Set(executions.map(({ status }) => status))).toEqual(new Set(['SUCCEEDED']));
    const recipients = (await emails()).flatMap(({ to }) => to);
    const told = buyers.map((email) => recipients.filter((recipient) => recipient === email).length);
    expect(new Set(told)).toEqual(new Set([1]));
    expect(await countDeadLetters(orderIds[0] ?? '')).toBe(0);
  });
});
