import * as z from 'zod/mini';
import type { OrderId } from '../orders/order.ts';
import { query } from '../runtime/dynamodb.ts';
import { read } from '../runtime/dynamodb-read.ts';
import { absent, present, tryWrite, writesTo } from '../runtime/dynamodb-write.ts';
import { environment } from '../runtime/environment.ts';
import { OrderNote } from './order-note.ts';

/** The OrderNotes table: `ORDER#<id>` / `NOTE#<id>`, what staff noted on an order. Append only, but for erasures. */
const keys = {
  partition: (orderId: string) => `ORDER#${orderId}`,
  note: (orderId: string, id: string) => ({ pk: keys.partition(orderId), sk: `NOTE#${id}` }),
} as const;

/** The functions of the OrderNotes table. */
export type OrderNoteTable = ReturnType<typeof orderNoteTable>;

/** The OrderNotes table; the only place that knows its keys and expressions. */
export function orderNoteTable(tableName = environment('ORDER_NOTES_TABLE')) {
  const { put, update } = writesTo<OrderNote>(tableName);

  /** Adds a note. @returns the one that stands under its id: this, or an earlier one */
  async function add(orderId: OrderId, note: OrderNote): Promise<OrderNote> {
    const key = keys.note(orderId, note.id);
    if (await tryWrite(put({ ...key, ...note }, { pk: absent }))) return note;
    return (await read({ tableName, key, as: (item) => z.parse(OrderNote, item) })) ?? note;
  }

  /** The notes on an order, in the order of time. */
  async function of(orderId: OrderId): Promise<readonly OrderNote[]> {
    const notes: OrderNote[] = [];
    const found = query({
      TableName: tableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': keys.partition(orderId) },
      ConsistentRead: true,
    });
    for await (const item of found) notes.push(z.parse(OrderNote, item));
    return notes.sort((a, b) => (a.at < b.at ? -1 : 1));
  }

  /** Erases what the notes on an order say, as they may say who its customer is; that there were notes, and whose, stays. */
  async function erase(orderId: OrderId): Promise<void> {
    for (const { id } of await of(orderId)) {
      await tryWrite(update(keys.note(orderId, id), { set: { text: '(erased)' }, when: { pk: present } }));
    }
  }

  return { add, of, erase };
}
