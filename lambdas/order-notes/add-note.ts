import { OrderId } from '../orders/order.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import type { Caller } from '../runtime/caller.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { keyedId, keyReused } from '../runtime/idempotency-key.ts';
import { Problem } from '../runtime/problem.ts';
import { notFound } from '../runtime/problems.ts';
import type { NoteRequest, OrderNote } from './order-note.ts';
import { type OrderNoteTable, orderNoteTable } from './order-note-table.ts';

/** What noting something on an order touches. */
export interface AddNotePorts {
  readonly orders: Pick<OrderTable, 'findOrder'>;
  readonly notes: Pick<OrderNoteTable, 'add'>;
  readonly clock: Clock;
}

const production = (): AddNotePorts => ({ orders: orderTable(), notes: orderNoteTable(), clock: systemClock });

/** The namespace (RFC 9562) of the ids of notes. Changing it would let a repeated request note a second time. */
const noteIds = '5a8f0a52-5f7a-4f0c-a1f3-6c9a4d6a7b30';

/**
 * Notes something on an order, for staff, once per key.
 * @throws Problem not-found, or idempotency-key-reused for another text
 */
export async function addNote(
  id: string,
  key: string,
  { text }: NoteRequest,
  { subject, name }: Pick<Caller, 'subject' | 'name'>,
  { orders, notes, clock }: AddNotePorts = production(),
): Promise<OrderNote> {
  const orderId = OrderId.safeParse(id);
  const order = orderId.success ? await orders.findOrder(orderId.data) : undefined;
  if (order === undefined) throw new Problem(notFound, 'There is no such order.');
  const note = {
    id: keyedId(noteIds, JSON.stringify([order.id, subject]), key),
    at: clock().toISOString(),
    by: name,
    text,
  };
  const known = await notes.add(order.id, note);
  if (known.text !== text) throw keyReused('another note');
  return known;
}
