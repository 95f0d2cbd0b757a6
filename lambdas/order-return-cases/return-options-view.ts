import * as z from 'zod/mini';
import { OrderId } from '../orders/order.ts';
import { type CaseKind, caseKinds } from '../orders/return-case.ts';
import { whyNotReasons } from '../return-policy/return-options.ts';

const Verdict = z.union([
  z.object({ allowed: z.literal(true), until: z.optional(z.string()), isSealed: z.optional(z.boolean()) }),
  z.object({ allowed: z.literal(false), reason: z.enum(whyNotReasons) }),
]);

/** What may be asked for of each line of an order, as the API shows it. */
export const ReturnOptions = z.object({
  orderId: OrderId,
  lines: z.array(
    z.object({
      line: z.int(),
      sku: z.string(),
      units: z.int(),
      open: z.int(),
      ...(Object.fromEntries(caseKinds.map((kind) => [kind, Verdict])) as { [kind in CaseKind]: typeof Verdict }),
    }),
  ),
});
