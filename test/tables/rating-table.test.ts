import { expect, it } from 'vitest';
import { ratingTable } from '../../lambdas/order-ratings/rating-table.ts';
import type { OrderId } from '../../lambdas/orders/order.ts';
import { aNewOrderId, atOnce, listOf, onEveryDynamoDb } from './on-every-dynamodb.ts';

onEveryDynamoDb((tables) => {
  const table = () => ratingTable(tables.ratings);
  const at = '2026-11-26T12:00:00.000Z';
  const rating = (orderId: OrderId, stars: number) => ({ orderId, at, stars, text: 'Well packed' });
  const listed = (orderId: OrderId, stars: number) => ({ orderId, at, stars, sku: ['TEA'], carrier: [] });

  it('lists who is to be asked by day, until that is taken back', async () => {
    const [one, other] = [aNewOrderId(), aNewOrderId()];
    for (const orderId of [one, one, other]) await table().plan({ orderId, day: '2026-12-01' });
    expect((await listOf(table().dueOn('2026-12-01'))).map(({ orderId }) => orderId).sort()).toEqual(
      [one, other].sort(),
    );
    await table().unplan({ orderId: one, day: '2026-12-01' });
    expect(await listOf(table().dueOn('2026-12-01'))).toEqual([{ orderId: other, day: '2026-12-01' }]);
    expect(await listOf(table().dueOn('2026-12-02'))).toEqual([]);
  });

  it('lets one ask, of many at once, and another once that was given back', async () => {
    const orderId = aNewOrderId();
    const claims = await atOnce(5, () => table().claim(orderId, at));
    expect(claims.filter(Boolean)).toHaveLength(1);
    await table().release(orderId);
    expect(await table().claim(orderId, at)).toBe(true);
  });

  it('takes one rating, of many at once, and lists it without its words', async () => {
    const orderId = aNewOrderId();
    const stars = [1, 2, 3, 4, 5];
    const taken = await Promise.all(
      stars.map((given) =>
        table()
          .rate(rating(orderId, given), listed(orderId, given))
          .catch(() => false),
      ),
    );
    expect(taken.filter(Boolean)).toHaveLength(1);
    const standing = await table().find(orderId);
    const found = (await listOf(table().ratedSince('2026-11-26'))).filter((one) => one.orderId === orderId);
    expect(found).toEqual([listed(orderId, standing?.stars ?? 0)]);
    expect(await listOf(table().ratedSince('2026-11-27'))).toEqual([]);
  });

  it('forgets the words and keeps the stars', async () => {
    const orderId = aNewOrderId();
    await table().rate(rating(orderId, 4), listed(orderId, 4));
    await table().erase(orderId);
    await table().erase(aNewOrderId());
    expect(await table().find(orderId)).toEqual({ orderId, at, stars: 4 });
  });
});
