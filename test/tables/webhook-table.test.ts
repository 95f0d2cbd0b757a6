import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { dynamodb } from '../../lambdas/runtime/dynamodb.ts';
import { readTogether } from '../../lambdas/runtime/dynamodb-read.ts';
import { tryWrite } from '../../lambdas/runtime/dynamodb-write.ts';
import type { WebhookEndpoint } from '../../lambdas/webhooks/endpoint.ts';
import { webhookTable } from '../../lambdas/webhooks/webhook-table.ts';
import { noon } from '../builders.ts';
import { again, aNewSku, atOnce, commit, listOf, onEveryDynamoDb } from './on-every-dynamodb.ts';

const at = (minute: number) => new Date(Date.parse(noon) + minute * 60_000);
const time = (minute: number) => at(minute).toISOString();
const message = (id: string, minute = 0) => ({ id, type: 'order.changed', subject: 's', time: time(minute), body: id });

onEveryDynamoDb((tables) => {
  const table = () => webhookTable(tables.webhooks);
  const anEndpoint = (): WebhookEndpoint => ({
    ...{ id: aNewSku(), storefront: aNewSku(), url: 'https://shop.example/hook', createdAt: noon },
    ...{ requestHash: '', secrets: [], failures: 0 },
  });
  const added = async () => {
    const endpoint = anEndpoint();
    expect(await tryWrite(table().addEndpointWrite(endpoint))).toBe(true);
    return endpoint;
  };

  describe('the lease of an endpoint', () => {
    it('goes to one of many who ask at once, who learns that there were others', async () => {
      const endpoint = await added();
      const leased = await atOnce(20, () => table().lease(endpoint, time(0), time(1)));
      expect(leased.filter(Boolean)).toHaveLength(1);
      expect(await table().findEndpoint(endpoint)).toMatchObject({ leasedUntil: time(1), isWanted: true });
    });

    it('goes to one of many again once it is over, whether or not it was given back', async () => {
      const endpoint = await added();
      await table().lease(endpoint, time(0), time(1));
      expect(await table().lease(endpoint, time(0.9), time(2))).toBe(false);

      expect((await atOnce(20, () => table().lease(endpoint, time(1), time(2)))).filter(Boolean)).toHaveLength(1);

      expect(await table().changeEndpoint(endpoint, { leasedUntil: undefined }, { leasedUntil: time(1) })).toBe(false);
      expect(await table().changeEndpoint(endpoint, { leasedUntil: undefined }, { leasedUntil: time(2) })).toBe(true);
      expect(await table().lease(endpoint, time(1), time(2))).toBe(true);
    });

    it('is none of an endpoint that was removed, which does not come back by it', async () => {
      const endpoint = await added();
      await commit([table().removeEndpointWrite(endpoint)]);
      expect(await table().lease(endpoint, time(0), time(1))).toBe(false);
      expect(await table().findEndpoint(endpoint)).toBeUndefined();
    });
  });

  it('gets another secret from one of many who replace the same at once', async () => {
    const endpoint = await added();
    const secrets = [{ secret: 'a' }, { secret: 'b', until: time(1) }];
    await table().changeEndpoint(endpoint, { secrets });
    const changed = await atOnce(20, () =>
      table().changeEndpoint(endpoint, { secrets: [{ secret: aNewSku() }, ...secrets] }, { secrets }),
    );
    expect(changed.filter(Boolean)).toHaveLength(1);
  });

  it('has an endpoint once, and gives those of its storefront', async () => {
    const endpoint = await added();
    const sibling = { ...anEndpoint(), storefront: endpoint.storefront };
    await tryWrite(table().addEndpointWrite(sibling));
    expect(await tryWrite(table().addEndpointWrite({ ...endpoint, url: 'https://other.example' }))).toBe(false);
    const found = await table().endpointsOf(endpoint.storefront);
    expect(new Map(found.map(({ id, url }) => [id, url]))).toEqual(
      new Map([endpoint, sibling].map(({ id, url }) => [id, url])),
    );
  });

  describe('a message', () => {
    const add = (id: string, name: string, minute = 0) =>
      again(() => table().addDelivery(id, message(name, minute), at(minute)));
    const found = async (id: string, name: string) =>
      (await readTogether(table().deliveryToRead(id, message(name))))[0];

    it('is there once, as often as it is added at once, with what became of it', async () => {
      const { id } = anEndpoint();
      await atOnce(10, () => add(id, 'a'));
      const [due] = await table().due(id, time(0), 10);
      if (due === undefined) throw new Error('nothing is due');
      await table().recordAttempt(id, due, { attempt: { at: noon, milliseconds: 1 }, state: 'DELIVERED' }, at(0));
      await add(id, 'a', 0);

      expect(await found(id, 'a')).toMatchObject({ state: 'DELIVERED', attempts: [{ at: noon, milliseconds: 1 }] });
      expect(await listOf(table().deliveries(id))).toHaveLength(1);
    });

    it('is due the earliest first, at most so many, over several pages, until a moment', async () => {
      const { id } = anEndpoint();
      await atOnce(40, (index) => add(id, `m${index}`, 39 - index));

      const all = await table().due(id, time(99), 100);
      expect(all.map(({ at }) => at)).toEqual(Array.from({ length: 40 }, (_, minute) => time(minute)));
      expect(await table().due(id, time(99), 30)).toEqual(all.slice(0, 30));
      expect(await table().due(id, time(9), 30)).toEqual(all.slice(0, 10));
      const names = (await listOf(table().deliveries(id))).map((one) => one.id);
      expect(names, 'the latest first').toEqual(Array.from({ length: 40 }, (_, index) => `m${index}`));
      expect((await listOf(table().deliveries(id, time(2)))).map((one) => one.time)).toEqual([time(1), time(0)]);
    });

    it('is due again later when it failed, and is asked for again by one of many', async () => {
      const { id } = anEndpoint();
      await add(id, 'a');
      const fail = async (next?: string) => {
        const [due] = await table().due(id, time(99), 1);
        if (due === undefined) throw new Error('nothing is due');
        const attempt = { at: due.at, status: 500, milliseconds: 1 };
        const state = next === undefined ? 'FAILED' : 'PENDING';
        await table().recordAttempt(id, due, { attempt, state, ...(next !== undefined && { next }) }, at(0));
      };
      await fail(time(5));
      expect((await table().due(id, time(99), 10)).map((due) => due.at)).toEqual([time(5)]);
      await fail();
      expect(await table().due(id, time(99), 10)).toEqual([]);

      const failed = await found(id, 'a');
      if (failed === undefined) throw new Error('the message is gone');
      expect(failed).toMatchObject({ state: 'FAILED', attempts: [{ at: time(0) }, { at: time(5) }] });
      const replayed = await atOnce(5, () => again(() => table().replay(id, failed, at(9))));
      expect(replayed.filter(Boolean)).toHaveLength(1);
      expect((await table().due(id, time(99), 10)).map((due) => due.at)).toEqual([time(9)]);
    });

    it('is forgotten after 30 days, with all that says when it is to be sent', async () => {
      const { id } = anEndpoint();
      await add(id, 'a');
      const { Items = [] } = await dynamodb.send(
        new QueryCommand({
          TableName: tables.webhooks,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': `ENDPOINT#${id}` },
        }),
      );
      const forgotten = at(0).getTime() / 1000 + 30 * 86_400;
      expect(Items.map(({ expiresAt }) => expiresAt)).toEqual([forgotten, forgotten]);
    });
  });

  it('tells the clock which endpoints to look at, from a moment on, until it need not', async () => {
    const endpoints = Array.from({ length: 30 }, anEndpoint).map(({ storefront, id }) => ({ storefront, id }));
    for (const [minute, endpoint] of endpoints.entries()) await table().addWaiting(endpoint, time(minute));
    const mine = async (minute: number) => {
      const waiting = await table().waiting(time(minute));
      return endpoints.filter(({ id }) => waiting.some((one) => one.id === id));
    };
    expect(await mine(99)).toEqual(endpoints);
    expect(await mine(3)).toEqual(endpoints.slice(0, 4));
    for (const endpoint of endpoints) await table().removeWaiting(endpoint);
    expect(await mine(99)).toEqual([]);
  });
});
