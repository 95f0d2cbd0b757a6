import type { FailurePage } from '../../lambdas/order-failures/failure-view.ts';
import { WrongUsage } from '../command-line.ts';
import { noneOfGroup } from './failed.ts';
import { orderMeant } from './order-meant.ts';
import { type Desk, searchParameters, subcommand } from './subcommand.ts';

/** What became of an order that was to be given up. */
interface GivenUp {
  readonly orderId: string;
  readonly outcome: 'GIVEN_UP' | 'WOULD_BE_GIVEN_UP' | 'REFUSED';
  readonly why?: string;
}

/** `npm run ops -- give-up`: rejects failed orders that cannot be brought home. */
export const giveUp = subcommand({
  usage: `  npm run ops -- give-up ORDER...   rejects failed orders that cannot be brought home: stock and money go back, customers are told
    --group GROUP                   those of a group, instead
    --reason TEXT                   why
    --dry-run                       only says which they are`,
  options: { group: { type: 'string' }, reason: { type: 'string' }, 'dry-run': { type: 'boolean', default: false } },
  takes: { max: 1_000 },
  async ask({ values: { group, reason, 'dry-run': isDryRun }, positionals }, desk) {
    if ((group === undefined) === (positionals.length === 0))
      throw new WrongUsage('Name orders, or say --group GROUP.');
    if (reason === undefined) throw new WrongUsage('Say why: --reason TEXT.');
    const orders =
      group === undefined
        ? await Promise.all(positionals.map((said) => orderMeant(said, desk)))
        : await ordersOf(group, desk);
    const given: GivenUp[] = [];
    for (const orderId of orders) {
      given.push(isDryRun ? { orderId, outcome: 'WOULD_BE_GIVEN_UP' } : await giveUpOne(orderId, reason, desk));
    }
    return { orders: given };
  },
  tell(answer) {
    const { orders } = answer as { readonly orders: readonly GivenUp[] };
    if (orders.length === 0) return { text: noneOfGroup, exitCode: 1 };
    const refused = orders.filter(({ outcome }) => outcome === 'REFUSED').length;
    const lines = orders.map(({ orderId, outcome, why = '' }) => `${orderId}  ${outcome}  ${why}`.trimEnd());
    return {
      text: [...lines, `${orders.length - refused} of ${orders.length} orders`].join('\n'),
      exitCode: refused > 0 ? 1 : 0,
    };
  },
});

async function giveUpOne(orderId: string, reason: string, desk: Desk): Promise<GivenUp> {
  try {
    await desk.change('POST', `/operations/orders/${orderId}/give-up`, { reason, body: { reason } });
    return { orderId, outcome: 'GIVEN_UP' };
  } catch (error) {
    // That one order goes on keeps no other from being given up.
    return { orderId, outcome: 'REFUSED', why: error instanceof Error ? error.message : String(error) };
  }
}

/** The orders of a group, before any of it is given up. */
async function ordersOf(group: string, desk: Desk): Promise<readonly string[]> {
  const orders: string[] = [];
  let cursor: string | undefined;
  do {
    const query = searchParameters({ limit: '200', cursor });
    const page = await desk.read(`/operations/failures/${encodeURIComponent(group)}?${query}`);
    const { failures, next } = page as unknown as FailurePage;
    orders.push(...failures.map(({ orderId }) => orderId));
    cursor = next;
  } while (cursor !== undefined);
  return orders;
}
