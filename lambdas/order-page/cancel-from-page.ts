import * as z from 'zod/mini';
import { cancelLines } from '../order-cancellation/cancel-lines.ts';
import { cancelOrder } from '../order-cancellation/cancel-order.ts';
import { shopperReasons } from '../orders/cancellation-reason.ts';
import type { Order } from '../orders/order.ts';
import { clientItself } from '../runtime/caller.ts';
import { Problem } from '../runtime/problem.ts';
import type { Outcome } from './page-form.ts';

const whole = z.coerce.number().check(z.int(), z.gte(1), z.lte(1_000_000));

/** What the form says: why; of a line, how many units, and in which version of the order that was decided. */
const Form = z.object({
  reason: z.enum(shopperReasons),
  line: z.optional(whole),
  quantity: z.optional(whole),
  seen: z.optional(whole),
});

/** What calling off touches. */
export interface CancelFromPagePorts {
  readonly cancelOrder: typeof cancelOrder;
  readonly cancelLines: typeof cancelLines;
}

/**
 * Calls an order off, or units of one of its lines, as its customer. Once, however often the form is sent: of lines, once
 * for each version of the order in which it was filled in.
 * @returns nothing where it is cancelled; what to say where it could not be
 */
export async function cancelFromPage(
  { id, storefront }: Pick<Order, 'id' | 'storefront'>,
  form: URLSearchParams,
  ports: CancelFromPagePorts = { cancelOrder, cancelLines },
): Promise<Outcome | undefined> {
  const said = Form.safeParse(Object.fromEntries(form));
  if (!said.success) return 'not-cancelled';
  const { reason, line, quantity, seen } = said.data;
  const caller = clientItself(storefront);
  try {
    if (line === undefined) await ports.cancelOrder(caller, id, { reason });
    else {
      const lines = [{ line, ...(quantity !== undefined && { quantity }) }];
      const key = `page-${seen ?? 0}-${line}-${quantity ?? 'all'}`;
      await ports.cancelLines(id, { caller, key, request: { reason, lines } });
    }
    return undefined;
  } catch (error) {
    if (error instanceof Problem && error.status < 500) return 'not-cancelled';
    throw error;
  }
}
