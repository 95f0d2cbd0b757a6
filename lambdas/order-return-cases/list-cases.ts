import * as z from 'zod/mini';
import { type CaseState, caseStates, isOpenCase } from '../orders/return-case.ts';
import { cursorOf, endIn } from '../runtime/cursor.ts';
import { wrongParameter } from '../runtime/query-parameter.ts';
import { ListEnd, ListedCase, type WorklistTable, worklistTable } from './worklist-table.ts';

/** The states in which something is still to be done about a case. */
export const openCaseStates = caseStates.filter(isOpenCase);

/** A page of the open cases of a state. */
export const ReturnCasePage = z.object({ cases: z.array(ListedCase), next: z.optional(z.string()) });
export type ReturnCasePage = Readonly<z.output<typeof ReturnCasePage>>;

/** What listing cases touches. */
export interface ListCasesPorts {
  readonly worklist: Pick<WorklistTable, 'listed'>;
}

const production = (): ListCasesPorts => ({ worklist: worklistTable() });

/**
 * A page of the open cases of all orders that stand in a state, who waits longest first.
 * @throws Problem malformed-request
 */
export async function listCases(
  state: string | undefined,
  limit: number,
  cursor: string | undefined,
  { worklist }: ListCasesPorts = production(),
): Promise<ReturnCasePage> {
  const known = openCaseStates.find((one): one is CaseState => one === state);
  if (known === undefined) throw wrongParameter('state', `must be one of ${openCaseStates.join(', ')}`);
  const { cases, end } = await worklist.listed(known, limit, cursor === undefined ? undefined : endIn(cursor, ListEnd));
  return { cases: [...cases], ...(end && { next: cursorOf(end) }) };
}
