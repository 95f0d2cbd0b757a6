import { describe, expect, it } from 'vitest';
import { orderNoteTable } from '../../lambdas/order-notes/order-note-table.ts';
import type { SearchEntry } from '../../lambdas/order-search/search-entry.ts';
import { positionOf, searchTable } from '../../lambdas/order-search/search-table.ts';
import { paymentTable } from '../../lambdas/payments/payment-table.ts';
import { aPayment, noon } from '../builders.ts';
import { aNewOrderId, aNewSku, atOnce, onEveryDynamoDb } from './on-every-dynamodb.ts';

const at = (minute: number) => new Date(Date.parse(noon) + minute * 60_000).toISOString();
const everything = { from: '0', before: '~' };

onEveryDynamoDb((tables) => {
  const index = () => searchTable(tables.orderSearch);

  describe('the index of orders', () => {
    it('has the orders of a value newest first, in parts that follow each other, and none of another', async () => {
      const [partition, other] = [`sku#${aNewSku()}`, `sku#${aNewSku()}`];
      const entries = Array.from(
        { length: 60 },
        (_, minute): SearchEntry => ({ partition, orderId: aNewOrderId(), createdAt: at(minute) }),
      );
      await index().add([...entries, { partition: other, orderId: aNewOrderId(), createdAt: at(5) }]);

      const read: string[] = [];
      for (let before = '~'; ; ) {
        const part = await index().newest(partition, { from: '0', before }, 7);
        read.push(...part.map(({ orderId }) => orderId));
        const last = part.at(-1);
        if (last === undefined) break;
        before = last.position;
      }

      expect(read).toEqual(entries.map(({ orderId }) => orderId).reverse());
    });

    it('has those of a span of time, its beginning included, its end not', async () => {
      const partition = `sku#${aNewSku()}`;
      const entries = [1, 2, 3].map(
        (minute): SearchEntry => ({ partition, orderId: aNewOrderId(), createdAt: at(minute) }),
      );
      await index().add(entries);

      const found = await index().newest(partition, { from: at(1), before: at(3) }, 9);
      expect(found.map(({ position }) => position)).toEqual(
        [entries[1], entries[0]].map((entry) => entry && positionOf(entry)),
      );
    });

    it('has an entry once, however often it is added at once, and no more once it was taken away', async () => {
      const entry: SearchEntry = { partition: `sku#${aNewSku()}`, orderId: aNewOrderId(), createdAt: at(0) };
      await atOnce(5, () => index().add([entry]));
      expect(await index().newest(entry.partition, everything, 9)).toHaveLength(1);

      await index().remove([entry]);
      await index().remove([entry]);
      expect(await index().newest(entry.partition, everything, 9)).toEqual([]);
    });

    it('says how far every order is in it', async () => {
      await index().recordProgress({ isOver: false, from: 'there' });
      expect(await index().findProgress()).toEqual({ isOver: false, from: 'there' });
      await index().recordProgress({ isOver: true });
      expect(await index().findProgress()).toEqual({ isOver: true });
    });
  });

  it('finds the orders of a payment by what its provider calls it; one without a name is written all the same', async () => {
    const [orderId, unnamed] = [aNewOrderId(), aNewOrderId()];
    const reference = `pi_${aNewSku()}`;
    const payments = paymentTable(tables.payments);
    for (const payment of [aPayment({ orderId, reference }), aPayment({ orderId: unnamed, reference: '' })]) {
      expect(await payments.replace({ ...payment, amount: 1 }, payment)).toMatchObject({ version: 1 });
    }

    expect(await payments.findByReference(reference)).toEqual([orderId]);
    expect(await payments.findByReference('pi_nobody')).toEqual([]);
  });

  it('keeps one note under an id, and the notes of an order in the order of time', async () => {
    const orderId = aNewOrderId();
    const notes = orderNoteTable(tables.orderNotes);
    const note = (id: string, minute: number, text = id) => ({ id, at: at(minute), by: 'ada', text });

    await notes.add(orderId, note('b', 1));
    await notes.add(orderId, note('a', 2));
    expect(await notes.add(orderId, note('b', 3, 'another'))).toEqual(note('b', 1));

    expect(await notes.of(orderId)).toEqual([note('b', 1), note('a', 2)]);
  });
});
