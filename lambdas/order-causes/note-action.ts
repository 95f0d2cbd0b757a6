import type { Caller } from '../runtime/caller.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { contentHash, keyedId, keyReused } from '../runtime/idempotency-key.ts';
import { Problem } from '../runtime/problem.ts';
import { notFound } from '../runtime/problems.ts';
import type { CauseAction, CauseActionClosure, CauseActionRequest } from './cause-action.ts';
import { type CauseTable, causeTable } from './cause-table.ts';

/** What noting an action touches. */
export interface NoteActionPorts {
  readonly causes: Pick<CauseTable, 'addAction' | 'closeAction'>;
  readonly clock: Clock;
}

const production = (): NoteActionPorts => ({ causes: causeTable(), clock: systemClock });

/** The namespace (RFC 9562) of the ids of actions. Changing it would let a repeated request note a second one. */
const actionIds = 'b3a1f0e6-6c5d-4e0b-9d0c-1f6a2f2c8d11';

/** Notes what is done against a cause, once per key. @throws Problem idempotency-key-reused for another one */
export async function noteAction(
  key: string,
  asked: CauseActionRequest,
  { subject, name }: Pick<Caller, 'subject' | 'name'>,
  { causes, clock }: NoteActionPorts = production(),
): Promise<CauseAction> {
  const action = { id: keyedId(actionIds, subject, key), ...asked, at: clock().toISOString(), by: name };
  const known = await causes.addAction(action);
  if (contentOf(known) !== contentOf(action)) {
    throw keyReused('another action');
  }
  return known;
}

/** Closes what is done against a cause. What is closed stays as it was closed. @throws Problem not-found */
export async function closeAction(
  id: string,
  { conclusion }: CauseActionClosure,
  { name }: Pick<Caller, 'name'>,
  { causes, clock }: NoteActionPorts = production(),
): Promise<CauseAction> {
  const action = await causes.closeAction(id, { at: clock().toISOString(), by: name, conclusion });
  if (action === undefined) throw new Problem(notFound, 'There is no such action.');
  return action;
}

/** What was asked for, in one order of its fields. */
function contentOf({ kind, cause, dimension, value, what, owner, since }: CauseAction): string {
  return contentHash([kind, cause, dimension, value, what, owner, since]);
}
