import { audited } from '../audit/audited.ts';
import { bodyOf } from '../runtime/body.ts';
import { http, json } from '../runtime/http.ts';
import { pathParameter } from '../runtime/http-request.ts';
import { idempotencyKeyOf } from '../runtime/idempotency-key.ts';
import { addNote } from './add-note.ts';
import { NoteRequest } from './order-note.ts';
import { invalidNote } from './problems.ts';

/** Route `POST /operations/orders/{orderId}/notes`: notes something on an order, once per Idempotency-Key. */
export const handler = http(async (request, caller) => {
  const key = idempotencyKeyOf(request);
  const note = bodyOf(request, NoteRequest, invalidNote);
  const orderId = pathParameter(request, 'orderId');
  // What is noted stands in the note, which can be erased; the audit cannot.
  const asked = { action: 'addNote', orderId, reason: 'for the team' };
  return json(201, await audited(request, caller, asked, () => addNote(orderId, key, note, caller)));
});
