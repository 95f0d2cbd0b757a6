import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import type { Payment } from '../../lambdas/payments/payment.ts';
import { afterNews } from '../../lambdas/payments/payment-news.ts';
import { paymentTable } from '../../lambdas/payments/payment-table.ts';
import { paymentIdOf } from '../../lambdas/payments/payment-try.ts';
import { dynamodb } from '../../lambdas/runtime/dynamodb.ts';
import { read } from '../../lambdas/runtime/dynamodb-read.ts';
import { aPayment, noon } from '../builders.ts';
import { again, aNewOrderId, atOnce, onEveryDynamoDb } from './on-every-dynamodb.ts';

describe('the Payments table', () => {
  onEveryDynamoDb((tables) => {
    const payments = () => paymentTable(tables.payments);

    it('finds a payment as it was written, every attribute and none that was left out', async () => {
      const begun = aPayment({ orderId: aNewOrderId() });
      const payment = aPayment({
        orderId: begun.orderId,
        amount: Number.MAX_SAFE_INTEGER,
        reference: '支付 · ☂',
        refunds: [{ id: 'r1', amount: 0, at: noon, reason: '' }],
        review: undefined,
      });

      expect(await payments().replace(begun, payment)).toEqual({ ...payment, version: 1 });

      const { review: _, ...written } = payment;
      expect(await payments().find(paymentIdOf(payment))).toStrictEqual({ ...written, version: 1 });
      expect(await payments().find(paymentIdOf({ orderId: aNewOrderId() }))).toBeUndefined();
    });

    it('keeps the first payment of an order when another is written', async () => {
      const begun = aPayment({ orderId: aNewOrderId() });
      const first = await payments().replace(begun, { ...begun });

      expect(await payments().replace(begun, { ...begun, amount: 1 })).toBeUndefined();
      expect(await payments().find(paymentIdOf(begun))).toEqual(first);
    });

    it('takes a payment in the place of one that an earlier version stored as it began', async () => {
      const begun = aPayment({ orderId: aNewOrderId() });
      await dynamodb.send(
        new PutCommand({ TableName: tables.payments, Item: { pk: `ORDER#${begun.orderId}`, sk: 'PAYMENT', ...begun } }),
      );

      const paid = await payments().replace(begun, { ...begun, status: 'AUTHORIZED' });

      expect(paid).toEqual({ ...begun, status: 'AUTHORIZED', version: 1 });
      expect(await payments().find(paymentIdOf(begun))).toEqual(paid);
    });

    it('puts none in the place of one that is gone', async () => {
      const known = aPayment({ orderId: aNewOrderId(), version: 1 });

      expect(await payments().replace(known, { ...known, status: 'CAPTURED' })).toBeUndefined();
      expect(await payments().find(paymentIdOf(known))).toBeUndefined();
    });

    it('has one payment of an order, whoever of 200 comes first', async () => {
      const orderId = aNewOrderId();

      const begun = aPayment({ orderId });
      const written = await atOnce(200, (amount) => payments().replace(begun, { ...begun, amount }));

      const first = written.filter((payment) => payment !== undefined);
      expect(first).toHaveLength(1);
      expect(await payments().find(paymentIdOf({ orderId }))).toEqual(first[0]);
    });

    it('keeps each try to pay by its name, and knows which one an order is at', async () => {
      const order = { id: aNewOrderId(), furtherTries: [{ id: 'a', contentHash: 'hash', at: noon }] };
      const first = aPayment({ orderId: order.id });
      const second = { ...first, tryNumber: 2 };
      const stored = await payments().replace(first, { ...first, amount: 1 });
      const further = await payments().replace(second, { ...second, amount: 2 });

      expect(await payments().find(paymentIdOf(second))).toEqual(further);
      expect(await payments().findCurrent(order)).toEqual(further);
      expect(await payments().findCurrent({ id: order.id })).toEqual(stored);
      expect(await payments().triesOf(order, stored)).toEqual([stored, further]);
    });

    it('changes a payment by what stands there, and writes nothing where nothing changed', async () => {
      const payment = aPayment({ orderId: aNewOrderId() });
      await payments().replace(payment, { ...payment });
      const news = { status: 'CAPTURED', amount: 1530, currency: 'GBP', captured: 1530, refunded: 0 } as const;
      const believe = () => payments().change(paymentIdOf(payment), (now) => afterNews(now, news, noon));

      const changed = await believe();

      expect(changed).toMatchObject({ status: 'CAPTURED', captured: 1530, version: 2 });
      expect(await payments().find(paymentIdOf(payment))).toEqual(changed);
      expect(await believe()).toEqual(changed);
      expect(await payments().change(paymentIdOf({ orderId: aNewOrderId() }), (now) => now)).toBeUndefined();
    });

    it('loses none of many changes at once', async () => {
      const orderId = aNewOrderId();
      const begun = aPayment({ orderId, amount: 0 });
      await payments().replace(begun, { ...begun });

      await atOnce(30, () =>
        again(() => payments().change(paymentIdOf({ orderId }), (now) => ({ ...now, amount: now.amount + 1 }))),
      );

      expect(await payments().find(paymentIdOf({ orderId }))).toMatchObject({ amount: 30, version: 31 });
    });

    it('knows a notification that was dealt with, for its order alone', async () => {
      const orderId = aNewOrderId();

      await payments().addNotification(orderId, 'evt 1', new Date(noon));
      await payments().addNotification(orderId, 'evt 1', new Date(noon));

      expect(await read(payments().notificationToRead(orderId, 'evt 1'))).toBe(true);
      expect(await read(payments().notificationToRead(orderId, 'evt 2'))).toBeUndefined();
      expect(await read(payments().notificationToRead(aNewOrderId(), 'evt 1'))).toBeUndefined();
      expect(await payments().find(paymentIdOf({ orderId }))).toBeUndefined();
    });

    it('lists every payment of a provider, over pages of which some have none', async () => {
      const filler = 'x'.repeat(100_000);
      const provider = `provider-${aNewOrderId()}`;
      const of = (provider: string) => aPayment({ orderId: aNewOrderId(), provider, payUrl: filler });
      const inside = Array.from({ length: 15 }, () => of(provider));
      const outside = Array.from({ length: 15 }, () => of('another'));
      const stored = (all: Payment[]) => Promise.all(all.map((payment) => payments().replace(payment, { ...payment })));
      const listed = (await stored(inside)).filter((payment) => payment !== undefined);
      await stored(outside);
      await atOnce(60, (n) => payments().addNotification(aNewOrderId(), `${n}`, new Date(noon)));
      await payments().recordReconciled(provider, { day: '2031-03-01' });

      const found: Payment[] = [];
      let from: string | undefined;
      do {
        const page = await payments().page(provider, from);
        found.push(...page.payments);
        from = page.next;
      } while (from !== undefined);

      const byId = (a: Payment, b: Payment) => (a.orderId < b.orderId ? -1 : 1);
      expect(found.sort(byId)).toEqual(listed.sort(byId));
    });

    it('remembers how far the days of a provider were reconciled', async () => {
      const provider = `provider-${aNewOrderId()}`;
      expect(await payments().findReconciled(provider)).toBeUndefined();
      const goOn = { list: 'ours', from: '{}', stuckSince: noon } as const;
      await payments().recordReconciled(provider, { day: '2031-03-01', goOn });
      expect(await payments().findReconciled(provider)).toEqual({ day: '2031-03-01', goOn });
      await payments().recordReconciled(provider, { day: '2031-03-01' });
      expect(await payments().findReconciled(provider)).toEqual({ day: '2031-03-01' });
    });
  });
});
