import { randomUUID } from 'node:crypto';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { dynamodb } from '../runtime/dynamodb.ts';
import type { Read } from '../runtime/dynamodb-read.ts';
import { absent, present, tryWrite, type When, writesTo } from '../runtime/dynamodb-write.ts';
import { type OrderNotice, whichNotice } from './notice-event.ts';
import { type NoticeChannel, NoticeMarker, type NoticeReturn, type Returned } from './notice-marker.ts';
import type { OrderId } from './order.ts';
import { orderKeys } from './order-keys.ts';

/** A marker counts its writes: they are part of the order's version. */
type StoredMarker = NoticeMarker & { readonly version: number };

const optional = ['attempt', 'messageId', 'reason'] as const satisfies readonly (keyof NoticeMarker)[];

/** The idempotency records of an order's notices, in the Orders table: neither SES nor SNS takes an idempotency key. */
export function noticeMarkers(tableName: string) {
  const { update } = writesTo<StoredMarker>(tableName);
  /** Writes a whole marker in the place of what is there, as its next version. */
  const write = (orderId: OrderId, marker: NoticeMarker, when?: readonly When<StoredMarker>[]) =>
    tryWrite(
      update(orderKeys.notice(orderId, marker, marker.channel), {
        set: marker,
        remove: optional.filter((name) => marker[name] === undefined),
        add: { version: 1 },
        when,
      }),
    );

  /**
   * Claims the sending of a notice, before anything is sent.
   * @returns undefined when claimed now, or the marker that stands there from before
   */
  async function claimNotice(
    orderId: OrderId,
    notice: OrderNotice,
    channel: NoticeChannel,
    at: string,
  ): Promise<NoticeMarker | undefined> {
    return markUnsent(orderId, { ...whichNotice(notice), channel, state: 'SENDING', at });
  }

  /**
   * Records that a notice is not to be sent, for a reason of ours.
   * @returns undefined when recorded now, or the marker that stands there from before
   */
  async function withholdNotice(orderId: OrderId, notice: NoticeMarker): Promise<NoticeMarker | undefined> {
    return markUnsent(orderId, notice);
  }

  async function markUnsent(orderId: OrderId, marker: NoticeMarker): Promise<NoticeMarker | undefined> {
    // Whoever writes the marker sends; everybody else finds it there. What was surely not sent is anybody's.
    const attempt = randomUUID();
    const isFree = [{ pk: undefined }, { state: 'DELAYED' }, { state: 'REFUSED', reason: undefined }] as const;
    if (await write(orderId, { ...marker, attempt }, isFree)) return undefined;
    const Key = orderKeys.notice(orderId, marker, marker.channel);
    const { Item } = await dynamodb.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
    const standing = z.parse(NoticeMarker, Item);
    // The SDK repeats a write whose answer was lost, and what that wrote refuses the repeat: it is ours all the same.
    return standing.attempt === attempt ? undefined : standing;
  }

  /**
   * Records how the sending of a claimed notice ended, unless that is known: something may have come back of it before.
   * DELAYED leaves it free to be claimed again.
   */
  async function recordNotice(orderId: OrderId, notice: NoticeMarker): Promise<void> {
    await write(orderId, notice, [{ state: 'SENDING' }, { pk: undefined }]);
  }

  /**
   * Records that a notice was sent of which that was not known, because something came back of it.
   * @returns false when it is known already, or there is no such notice
   */
  async function recordSent(orderId: OrderId, notice: NoticeMarker): Promise<boolean> {
    return write(orderId, notice, [{ state: 'SENDING' }, { state: 'DELAYED' }]);
  }

  /**
   * Records what came back of a notice that was sent. The first of a kind stands: the same may be told several times.
   * @returns false when that is known already, or there is no such notice
   */
  async function recordReturn(
    orderId: OrderId,
    notice: OrderNotice,
    channel: NoticeChannel,
    kind: NoticeReturn,
    returned: Returned,
  ): Promise<boolean> {
    return tryWrite(
      update(orderKeys.notice(orderId, notice, channel), {
        set: { [kind]: returned },
        add: { version: 1 },
        when: { pk: present, [kind]: absent },
      }),
    );
  }

  /** The read of a marker by its key, as a stream of changes names it. */
  function markerToRead(key: { readonly pk: string; readonly sk: string }): Read<NoticeMarker> {
    return { tableName, key, as: (item) => z.parse(NoticeMarker, item) };
  }

  return { claimNotice, withholdNotice, recordNotice, recordSent, recordReturn, markerToRead };
}
