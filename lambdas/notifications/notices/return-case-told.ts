import * as z from 'zod/mini';
import { type CaseState, ReturnCase, requestedAt } from '../../orders/return-case.ts';
import type { Facts, SaidOfReturn } from '../locales/texts.ts';
import type { OrderToTell } from './notice-record.ts';
import { SaidLine } from './said-line.ts';

/*
 * What the notices of return cases say. `about`: the id of the case.
 */

/** A case as its notices say it. */
export const SaysReturnCase = z.object({
  returnCase: z.object({
    ...z.pick(ReturnCase, {
      kind: true,
      remedy: true,
      keeps: true,
      postage: true,
      sendBy: true,
      soldOut: true,
      remark: true,
    }).shape,
    name: ReturnCase.shape.declaredBy,
    at: z.string(),
    lines: z.readonly(z.array(SaidLine)),
  }),
});
type SaysReturnCase = z.output<typeof SaysReturnCase>;

/** The case that a notice is about, once it has been in that state; nothing of one that has not. */
export function toldCase(
  { cases, content, about }: Pick<OrderToTell, 'cases' | 'content' | 'about'>,
  state: CaseState,
): SaysReturnCase | undefined {
  const one = cases.find(({ id }) => id === about);
  if (one?.history.some((step) => step.state === state) !== true) return undefined;
  const { kind, remedy, keeps, postage, sendBy, soldOut, remark, declaredBy } = one;
  const lines = one.lines.flatMap(({ line, quantity }) => {
    const ordered = content.lines[line - 1];
    return ordered === undefined ? [] : [{ sku: ordered.sku, name: ordered.name, quantity }];
  });
  return {
    returnCase: {
      kind,
      remedy,
      keeps,
      postage,
      sendBy,
      soldOut,
      remark,
      name: declaredBy,
      at: requestedAt(one),
      lines,
    },
  };
}

/** The same as its sentences need it. `sendBy` is the first moment that is too late: the minute before it is not. */
export function saidOf({ returnCase }: SaysReturnCase, { foreign, moment }: Facts): SaidOfReturn {
  const { at, sendBy, name = '', soldOut = false, remark, ...said } = returnCase;
  const last = sendBy === undefined ? '' : moment(new Date(Date.parse(sendBy) - 60_000).toISOString());
  return {
    ...said,
    ...{ name: foreign(name), at: moment(at), sendBy: last, soldOut },
    remark: remark === undefined ? undefined : foreign(remark),
  };
}
