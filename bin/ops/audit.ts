import type * as z from 'zod/mini';
import type { ActionPage } from '../../lambdas/audit/list-actions.ts';
import { orderMeant } from './order-meant.ts';
import { searchParameters, subcommand } from './subcommand.ts';
import { table } from './table.ts';

/** `npm run ops -- audit`: who did what, and why. */
export const audit = subcommand({
  usage: `  npm run ops -- audit              what people of the shop did today (UTC), the latest first
    --day DAY, --order ORDER, --who ID
                                    on another day, to one order, or by one person
    --cursor NEXT                   the page after the one that ended there`,
  options: {
    day: { type: 'string' },
    order: { type: 'string' },
    who: { type: 'string' },
    cursor: { type: 'string' },
  },
  async ask({ values: { day, order, who, cursor } }, desk) {
    const orderId = order && (await orderMeant(order, desk));
    return desk.read(`/operations/actions?${searchParameters({ day, orderId, who, cursor })}`);
  },
  tell(answer) {
    const { actions, next } = answer as z.output<typeof ActionPage>;
    const rows = actions.map(({ at, name, roles, action, orderId, about, reason, outcome }) => [
      at.slice(0, 19).replace('T', ' '),
      name,
      roles.join(', '),
      action,
      orderId ?? about ?? '',
      outcome === undefined ? 'cut off' : [outcome.result, outcome.detail].filter(Boolean).join(' '),
      reason ?? '',
    ]);
    const more = next === undefined ? [] : [`There may be more: --cursor '${next}'`];
    const text = table(['when (UTC)', 'who', 'roles', 'did', 'to', 'outcome', 'why'], rows);
    return { text: rows.length === 0 ? 'Nothing was done.' : [text, ...more].join('\n') };
  },
});
