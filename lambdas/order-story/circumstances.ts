import type { Snapshot } from '../order-tracking/represent-order.ts';
import type { ExecutionRecord } from '../order-workflow/read-execution.ts';
import { momentIn } from './in-words.ts';
import type { Standing } from './order-story.ts';

/** What the words for where an order stands are made from. */
export interface Circumstances {
  readonly snapshot: Snapshot;
  /** Its Standard execution; undefined where it has none. `unread` where that could not be found out just now. */
  readonly execution: ExecutionRecord | 'unread' | undefined;
  /** How long stock is held for an order that has no answer. */
  readonly holdSeconds: number;
  readonly timeZone: string;
  readonly now: Date;
}

/** The words, without what is the same in all of them. */
export type Words = Omit<Standing, 'timeZone'>;

/** A moment as it is said now. */
export function saidBy({ now, timeZone }: Circumstances): (iso: string) => string {
  return (iso) => momentIn(timeZone, iso, now);
}
