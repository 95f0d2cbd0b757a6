import type { ErasureRequest, ErasureResult } from '../../lambdas/order-erasure/erase-customer.ts';
import { OrderId } from '../../lambdas/orders/order.ts';
import { WrongUsage } from '../command-line.ts';
import { type Desk, subcommand } from './subcommand.ts';

/** `npm run ops -- erase`: a customer's personal data, on all their orders. */
export const erase = subcommand({
  usage: `  npm run ops -- erase WHO          erases a customer's personal data for good, and leaves the books whole: by their e-mail
                                    address, or on the orders with these ids
    --customer ID --storefront NAME as the storefront names them, instead of WHO
    --reason TEXT                   why; people say it always
    --unshipped                     also on confirmed orders that were not shipped here`,
  options: {
    customer: { type: 'string' },
    storefront: { type: 'string' },
    reason: { type: 'string' },
    unshipped: { type: 'boolean', default: false },
  },
  takes: { max: 50 },
  ask: ({ values, positionals }, desk) => eraseAll(requestOf(values, positionals), values.reason, desk),
  tell(answer) {
    const { erased, left } = answer as ErasureResult;
    const lines = left.map(({ orderId, reason }) => `  ${orderId}  left: ${reason}`);
    const text = [`${erased.length} orders are erased, ${left.length} are left.`, ...lines].join('\n');
    return { text, exitCode: left.length > 0 || erased.length === 0 ? 1 : 0 };
  },
});

/** Whom the command line means. @throws WrongUsage where it means nobody, or several */
export function requestOf(
  {
    customer,
    storefront,
    unshipped,
  }: { customer?: string | undefined; storefront?: string | undefined; unshipped: boolean },
  who: readonly string[],
): ErasureRequest {
  const also = unshipped ? { unshipped } : {};
  if (customer !== undefined && storefront !== undefined && who.length === 0) {
    return { customer: { storefront, customerId: customer }, ...also };
  }
  const [first] = who;
  if (customer !== undefined || storefront !== undefined || first === undefined) {
    throw new WrongUsage('Say an e-mail address, ids of orders, or both --customer and --storefront.');
  }
  if (who.length === 1 && first.includes('@')) return { email: first, ...also };
  const orderIds = who.map((id) => {
    const read = OrderId.safeParse(id);
    if (!read.success) throw new WrongUsage(`${id} is no id of an order: npm run ops -- find says them.`);
    return read.data;
  });
  return { orderIds, ...also };
}

/** Asks as often as it takes. What was erased before it was cut off stays so: begun again, it goes on. */
export async function eraseAll(body: ErasureRequest, reason: string | undefined, desk: Desk): Promise<ErasureResult> {
  const erased: OrderId[] = [];
  for (;;) {
    const answer = (await desk.change('POST', '/operations/erasures', { reason, body })) as ErasureResult;
    erased.push(...answer.erased);
    if (answer.complete) return { ...answer, erased };
  }
}
