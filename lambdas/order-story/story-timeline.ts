import type { AuditEntry } from '../audit/action.ts';
import type { Movement } from '../inventory/movement.ts';
import type { OrderNote } from '../order-notes/order-note.ts';
import type { TimelineEvent } from '../order-tracking/order-representation.ts';
import type { ExecutionRecord } from '../order-workflow/read-execution.ts';
import type { Delivery } from '../webhooks/delivery.ts';
import { inWords } from './in-words.ts';
import type { StoryEntry, StoryKind } from './order-story.ts';

/** By how it begins, what an event of an order's timeline is about; all others are about the order. */
const kinds: readonly (readonly [string, StoryKind])[] = [
  ['INVENTORY_', 'stock'],
  ['BACKORDERED_', 'stock'],
  ['PAYMENT_', 'payment'],
  ['REFUND_', 'payment'],
  ['DISPUTE_', 'payment'],
  ['NOTICE_', 'notice'],
];

/** What the storefront sees too. */
export function timelineEntries(timeline: readonly TimelineEvent[]): readonly StoryEntry[] {
  return timeline.map(({ at, event, detail }) => ({
    at,
    kind: kinds.find(([prefix]) => event.startsWith(prefix))?.[1] ?? 'order',
    text: [inWords(event), ...(detail === undefined ? [] : [detail])].join(': '),
  }));
}

/** The steps of the execution, each as it began and, unless it is under way, as it ended. */
export function stepEntries({ steps, redrives, endedAt, status, error }: ExecutionRecord): readonly StoryEntry[] {
  const entries = steps.map(({ name, status, attempts, error, startedAt, endedAt }): StoryEntry => {
    const tries = attempts > 1 ? `, ${attempts} attempts` : '';
    const why = error === undefined ? '' : ` (${error})`;
    return { at: (endedAt ?? startedAt).toISOString(), kind: 'step', text: `${name}: ${status}${why}${tries}` };
  });
  const isStopped = endedAt !== undefined && status !== 'SUCCEEDED';
  const again = redrives > 0 ? `, redriven ${redrives} times before` : '';
  return isStopped
    ? [
        ...entries,
        { at: endedAt, kind: 'step', text: `Execution ${status.toLowerCase()}: ${error ?? 'no error told'}${again}` },
      ]
    : entries;
}

/** What moved in the warehouse. */
export function movementEntries(movements: readonly Movement[]): readonly StoryEntry[] {
  return movements.map(({ at, sku, reason, onHand, unsellable = 0, shard, by }) => {
    const units = onHand === 0 ? `${signed(unsellable)} unsellable` : signed(onHand);
    return {
      at,
      kind: 'stock',
      text: `${inWords(reason)}: ${sku} ${units}${shard === 0 ? '' : `, shard ${shard}`}`,
      ...(by !== 'service' && { by }),
    };
  });
}

const signed = (units: number) => (units > 0 ? `+${units}` : String(units));

/** What was sent to whom of the storefront: by their host only, since an address may hold a secret. */
export function webhookEntries(host: string, deliveries: readonly Delivery[]): readonly StoryEntry[] {
  return deliveries.map(({ type, state, since, attempts }) => {
    const last = attempts.at(-1);
    const answer = last === undefined ? '' : `, ${last.status === undefined ? last.error : `answered ${last.status}`}`;
    const tries = attempts.length > 1 ? `, ${attempts.length} attempts` : '';
    return {
      at: last?.at ?? since,
      kind: 'webhook',
      text: `Webhook ${state.toLowerCase()}: ${type} to ${host}${answer}${tries}`,
    };
  });
}

/** What staff noted. */
export function noteEntries(notes: readonly OrderNote[]): readonly StoryEntry[] {
  return notes.map(({ at, by, text }) => ({ at, kind: 'note', text, by }));
}

/** What people of the shop asked for, or its machine client; what they noted stands for itself. */
export function operatorEntries(actions: readonly AuditEntry[]): readonly StoryEntry[] {
  return actions
    .filter(({ action }) => action !== 'addNote')
    .map(({ at, name, action, reason, outcome }) => {
      const result =
        outcome === undefined
          ? ', cut off'
          : outcome.result === 'DONE'
            ? ''
            : `, ${outcome.result.toLowerCase()} (${outcome.detail})`;
      return {
        at,
        kind: 'operator',
        text: `${inWords(action)}${result}${reason === undefined ? '' : `: ${reason}`}`,
        by: name,
      };
    });
}
