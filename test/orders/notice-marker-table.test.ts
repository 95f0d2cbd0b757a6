import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { NoticeMarker } from '../../lambdas/orders/notice-marker.ts';
import { orderKeys } from '../../lambdas/orders/order-keys.ts';
import { orderTable } from '../../lambdas/orders/order-table.ts';
import { read } from '../../lambdas/runtime/dynamodb-read.ts';
import { anOrderContent, anOrderId, noon } from '../builders.ts';
import { type InMemoryDynamoDb, inMemoryDynamoDb } from '../runtime/in-memory-dynamodb.ts';
import { stubServiceEnvironment } from '../service-environment.ts';

const id = anOrderId();
const later = '2026-12-01T12:00:00.000Z';
const notice = { event: 'payment-failed', about: '2' } as const;
const sent: NoticeMarker = { ...notice, channel: 'email', state: 'SENT', at: later, messageId: 'm1' };

let db: InMemoryDynamoDb;
beforeEach(async () => {
  stubServiceEnvironment();
  db = inMemoryDynamoDb();
  await orderTable().addContent(anOrderContent());
});

const key = orderKeys.notice(id, notice, 'email');
const marker = () => read(orderTable().markerToRead(key));
const versions = async () => (await orderTable().find(id)).version;
const claim = () => orderTable().claimNotice(id, notice, 'email', noon);

describe('the marker of a notice', () => {
  it('is ours where the answer to our claim was lost, and the SDK made it once more', async () => {
    db.intercept = async ({ name }, commit) => {
      if (name === UpdateCommand.name) commit();
      return commit();
    };

    expect(await claim()).toBeUndefined();
    expect(await marker()).toMatchObject({ state: 'SENDING' });
  });

  it('is another’s where they have claimed it before, and says since when', async () => {
    await claim();

    expect(await claim()).toMatchObject({ ...notice, channel: 'email', state: 'SENDING', at: noon });
  });

  it('makes the order’s next version with each write of it', async () => {
    const before = await versions();
    await claim();
    await orderTable().recordNotice(id, sent);
    await orderTable().recordReturn(id, notice, 'email', 'DELIVERED', { at: later });

    expect(await versions()).toBe(before + 3);
  });

  it.each(['SENDING', 'DELAYED'] as const)(
    'that is %s is known as sent once something came back of it',
    async (state) => {
      await orderTable().recordNotice(id, { ...sent, state });

      expect(await orderTable().recordSent(id, sent)).toBe(true);
      expect(await marker()).toEqual(sent);
    },
  );

  it.each(['SENT', 'REFUSED', 'WITHHELD', 'SUPPRESSED'] as const)('that is %s stays so', async (state) => {
    await orderTable().recordNotice(id, { ...sent, state, at: noon });

    expect(await orderTable().recordSent(id, sent)).toBe(false);
    expect(await marker()).toEqual({ ...sent, state, at: noon });
  });

  it.each(['SENT', 'DELAYED'] as const)(
    'that something has come back of stays as that says, whatever is recorded later: %s',
    async (state) => {
      await claim();
      await orderTable().recordSent(id, sent);

      await orderTable().recordNotice(id, { ...sent, state, at: '2026-12-01T12:00:01.000Z', messageId: 'm2' });

      expect(await marker()).toMatchObject(sent);
    },
  );

  it('that there is not is not made by what is said to have come back of it', async () => {
    expect(await orderTable().recordSent(id, sent)).toBe(false);
    expect(await orderTable().recordReturn(id, notice, 'email', 'BOUNCED', { at: later })).toBe(false);
    expect(await marker()).toBeUndefined();
  });

  it('keeps of each kind what came back first, in whatever order it came', async () => {
    await orderTable().recordNotice(id, sent);
    const returned = (kind: 'DELIVERED' | 'BOUNCED', at: string) =>
      orderTable().recordReturn(id, notice, 'email', kind, { at });

    expect([
      await returned('BOUNCED', later),
      await returned('DELIVERED', noon),
      await returned('BOUNCED', noon),
    ]).toEqual([true, true, false]);
    expect(await marker()).toEqual({ ...sent, BOUNCED: { at: later }, DELIVERED: { at: noon } });
  });
});
