import * as z from 'zod/mini';
import { caseKinds, reasonsOf, returnReasonNames } from '../orders/return-case.ts';
import { shortText } from '../orders/short-text.ts';
import { Sku } from '../orders/sku.ts';
import { maxTotal } from '../orders/totals.ts';
import { wholeNumber } from '../orders/whole-number.ts';

const Units = wholeNumber(1_000_000);
const Line = wholeNumber(1_000);

/** The body of `POST /orders/{orderId}/return-cases`. */
export const NewReturnCase = z
  .strictObject({
    kind: z.enum(caseKinds),
    lines: z
      .array(z.strictObject({ line: Line, quantity: Units, sku: z.optional(Sku) }))
      .check(z.minLength(1, 'must have at least one line'), z.maxLength(1_000, 'must have at most 1,000 lines')),
    reason: z.optional(z.enum(returnReasonNames)),
    text: z.optional(shortText(1_000)),
    declaredBy: z.optional(shortText(100)),
  })
  .check(
    z.refine(({ kind, reason }) => kind === 'WITHDRAWAL' || reason !== undefined, {
      error: 'must say why: only a withdrawal needs no reason',
      path: ['reason'],
    }),
    z.refine(({ kind, reason }) => reason === undefined || reasonsOf(kind).includes(reason), {
      error: 'is no reason of this kind of case',
      path: ['reason'],
    }),
    z.refine(({ kind, lines }) => lines.every(({ sku }) => (sku !== undefined) === (kind === 'EXCHANGE')), {
      error: 'must name for each line the `sku` that is wanted for it in an exchange, and none else',
      path: ['lines'],
    }),
  );
export type NewReturnCase = Readonly<z.output<typeof NewReturnCase>>;

const Remark = shortText(500);
const Carrier = shortText(100);

/** The body of `POST /orders/{orderId}/return-cases/{caseId}/moves`: where the case goes, and what belongs to that. */
export const CaseMove = z.discriminatedUnion('to', [
  z.strictObject({
    to: z.literal('APPROVED'),
    remedy: z.enum(['REFUND', 'REPLACEMENT']),
    keeps: z.boolean(),
    atMost: z.optional(wholeNumber(maxTotal)),
    remark: z.optional(Remark),
  }),
  z.strictObject({ to: z.literal('SENT'), carrier: z.optional(Carrier), trackingNumber: z.optional(Carrier) }),
  z.strictObject({ to: z.literal('RECEIVED') }),
  z.strictObject({
    to: z.literal('INSPECTED'),
    lines: z
      .array(z.strictObject({ line: Line, sellable: wholeNumber(1_000_000, 0), unsellable: wholeNumber(1_000_000, 0) }))
      .check(z.minLength(1, 'must have at least one line'), z.maxLength(1_000, 'must have at most 1,000 lines')),
    withheld: z.optional(wholeNumber(maxTotal)),
    remark: z.optional(Remark),
  }),
  z.strictObject({ to: z.literal('REFUNDED'), remark: Remark }),
  z.strictObject({ to: z.literal('REFUSED'), remark: Remark }),
  z.strictObject({ to: z.literal('CANCELLED') }),
]);
export type CaseMove = Readonly<z.output<typeof CaseMove>>;

/** What a customer may do about a case, by where it goes; all else is the shop's. */
export const movesOfCustomers: readonly CaseMove['to'][] = ['SENT', 'CANCELLED'];
