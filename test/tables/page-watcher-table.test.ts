import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import { pageWatcherTable } from '../../lambdas/order-page/page-watcher-table.ts';
import { dynamodb } from '../../lambdas/runtime/dynamodb.ts';
import { noon } from '../builders.ts';
import { aNewOrderId, atOnce, onEveryDynamoDb } from './on-every-dynamodb.ts';

const now = new Date(noon);

onEveryDynamoDb((tables) => {
  const watchers = () => pageWatcherTable(tables.pageWatchers);

  it('knows who watches an order: each connection once, none of another order, none that is gone', async () => {
    const [order, other] = [aNewOrderId(), aNewOrderId()];
    await atOnce(20, (index) => watchers().add(order, `c${index % 10}`, now));
    await watchers().add(other, 'another', now);

    expect([...(await watchers().of(order))].sort()).toEqual(Array.from({ length: 10 }, (_, index) => `c${index}`));
    await watchers().remove(order, 'c3');
    await watchers().remove(order, 'c3');
    await watchers().remove(order, 'another');
    expect(await watchers().of(order)).toHaveLength(9);
    expect(await watchers().of(other)).toEqual(['another']);
    expect(await watchers().of(aNewOrderId())).toEqual([]);
  });

  it('forgets a connection when API Gateway has closed it at the latest, two hours after the last time it asked', async () => {
    const order = aNewOrderId();
    await watchers().add(order, 'c', new Date(now.getTime() - 60_000));
    await watchers().add(order, 'c', now);

    const Key = { pk: `ORDER#${order}`, sk: 'CONNECTION#c' };
    const { Item } = await dynamodb.send(new GetCommand({ TableName: tables.pageWatchers, Key }));
    expect(Item).toMatchObject({ expiresAt: now.getTime() / 1000 + 7_200 });
  });
});
