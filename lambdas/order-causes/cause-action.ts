import * as z from 'zod/mini';
import { shortText } from '../orders/short-text.ts';
import { causeDimensions, causeKinds, causesByKind } from './cause.ts';

const Against = z.object({
  kind: z.enum(causeKinds),
  /** Against which cause of the kind; against all, when left out. */
  cause: z.optional(z.string()),
  /** Of which product, method, carrier or step; of all, when left out. */
  dimension: z.optional(z.enum(causeDimensions)),
  value: z.optional(shortText(100)),
});

/** The body of `POST /operations/cause-actions`: what is done against a cause, by whom, since which day. */
export const CauseActionRequest = z
  .strictObject({
    ...Against.shape,
    what: shortText(500),
    owner: shortText(100),
    since: z.iso.date('must be a day such as 2026-11-27'),
  })
  .check(
    z.refine(({ kind, cause }) => cause === undefined || causesByKind[kind].includes(cause), {
      error: 'is no cause of this kind',
      path: ['cause'],
    }),
    z.refine(({ dimension, value }) => (dimension === undefined) === (value === undefined), {
      error: 'is given with dimension, and only with it',
      path: ['value'],
    }),
  );
export type CauseActionRequest = Readonly<z.output<typeof CauseActionRequest>>;

/** The body of `POST /operations/cause-actions/{actionId}/closure`. */
export const CauseActionClosure = z.strictObject({ conclusion: shortText(500) });
export type CauseActionClosure = Readonly<z.output<typeof CauseActionClosure>>;

/** What is done against a cause. Times are ISO 8601 UTC; people as their issuer calls them. */
export const CauseAction = z.object({
  id: z.string(),
  ...Against.shape,
  what: z.string(),
  owner: z.string(),
  since: z.string(),
  at: z.string(),
  by: z.string(),
  /** When it was over, who said so, and what came of it by their words. */
  closed: z.optional(z.object({ at: z.string(), by: z.string(), conclusion: z.string() })),
});
export type CauseAction = Readonly<z.output<typeof CauseAction>>;
