import { describe, expect, it } from 'vitest';
import type { Payment } from '../../lambdas/payments/payment.ts';
import { afterNews } from '../../lambdas/payments/payment-news.ts';
import { paymentTable } from '../../lambdas/payments/payment-table.ts';
import { aPayment, noon } from '../builders.ts';
import { again, aNewOrderId, atOnce, onEveryDynamoDb } from './on-every-dynamodb.ts';

describe('the Payments table', () => {
  onEveryDynamoDb((tables) => {
    const payments = () => paymentTable(tables.payments);

    it('finds a payment as it was written, every attribute and none that was left out', async () => {
      const payment = aPayment({
        orderId: aNewOrderId(),
        amount: Number.MAX_SAFE_INTEGER,
        reference: '支付 · ☂',
        refunds: [{ id: 'r1', amount: 0, at: noon, reason: '' }],
        review: undefined,
      });

      expect(await payments().add(payment)).toBe(true);

      const { review: _, ...written } = payment;
      expect(await payments().find(payment.orderId)).toStrictEqual(written);
      expect(await payments().find(aNewOrderId())).toBeUndefined();
    });

    it('keeps the first payment of an order when another is written', async () => {
      const first = aPayment({ orderId: aNewOrderId() });
      await payments().add(first);

      expect(await payments().add({ ...first, amount: 1 })).toBe(false);
      expect(await payments().find(first.orderId)).toEqual(first);
    });

    it('has one payment of an order, whoever of 200 comes first', async () => {
      const orderId = aNewOrderId();

      const added = await atOnce(200, (amount) => payments().add(aPayment({ orderId, amount })));

      expect(added.filter(Boolean)).toHaveLength(1);
      expect((await payments().find(orderId))?.amount).toBe(added.indexOf(true));
    });

    it('changes a payment by what stands there, and writes nothing where nothing changed', async () => {
      const payment = aPayment({ orderId: aNewOrderId() });
      await payments().add(payment);
      const news = { status: 'CAPTURED', amount: 1530, currency: 'GBP', captured: 1530, refunded: 0 } as const;
      const believe = () => payments().change(payment.orderId, (now) => afterNews(now, news, noon));

      const changed = await believe();

      expect(changed).toMatchObject({ status: 'CAPTURED', captured: 1530, version: 1 });
      expect(await payments().find(payment.orderId)).toEqual(changed);
      expect(await believe()).toEqual(changed);
      expect(await payments().change(aNewOrderId(), (now) => now)).toBeUndefined();
    });

    it('loses none of many changes at once', async () => {
      const orderId = aNewOrderId();
      await payments().add(aPayment({ orderId, amount: 0 }));

      await atOnce(30, () => again(() => payments().change(orderId, (now) => ({ ...now, amount: now.amount + 1 }))));

      expect(await payments().find(orderId)).toMatchObject({ amount: 30, version: 30 });
    });

    it('knows a notification that was dealt with, for its order alone', async () => {
      const orderId = aNewOrderId();

      await payments().addNotification(orderId, 'evt 1', new Date(noon));
      await payments().addNotification(orderId, 'evt 1', new Date(noon));

      expect(await payments().hasNotification(orderId, 'evt 1')).toBe(true);
      expect(await payments().hasNotification(orderId, 'evt 2')).toBe(false);
      expect(await payments().hasNotification(aNewOrderId(), 'evt 1')).toBe(false);
      expect(await payments().find(orderId)).toBeUndefined();
    });

    it('lists every payment of a provider, over pages of which some have none', async () => {
      const filler = 'x'.repeat(100_000);
      const provider = `provider-${aNewOrderId()}`;
      const of = (provider: string) => aPayment({ orderId: aNewOrderId(), provider, payUrl: filler });
      const inside = Array.from({ length: 15 }, () => of(provider));
      const outside = Array.from({ length: 15 }, () => of('another'));
      await Promise.all([...inside, ...outside].map((payment) => payments().add(payment)));
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
      expect(found.sort(byId)).toEqual(inside.sort(byId));
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
