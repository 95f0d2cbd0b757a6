import * as z from 'zod/mini';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { AuditEntry } from './action.ts';
import { type AuditTable, auditTable, type Wanted } from './audit-table.ts';

/** A page of what people of the shop did, the latest first. */
export const ActionPage = z.object({ actions: z.array(AuditEntry), next: z.optional(z.string()) });
export type ActionPage = Readonly<z.output<typeof ActionPage>>;

/** What listing actions touches. */
export interface ListActionsPorts {
  readonly audit: Pick<AuditTable, 'page'>;
  readonly clock: Clock;
}

const production = (): ListActionsPorts => ({ audit: auditTable(), clock: systemClock });

/**
 * What was done to an order, by a person or on a day (UTC); today, where nothing is wanted.
 * @param cursor the `next` of the page before: the time and id of its last action
 */
export async function listActions(
  wanted: Wanted | undefined,
  limit: number,
  cursor: string | undefined,
  { audit, clock }: ListActionsPorts = production(),
): Promise<ActionPage> {
  const [at = '', id = ''] = cursor?.split('#') ?? [];
  const of = wanted ?? { day: clock().toISOString() };
  const { entries, next } = await audit.page(of, limit, cursor === undefined ? undefined : { at, id });
  return { actions: [...entries], ...(next && { next: `${next.at}#${next.id}` }) };
}
