import { amountIn } from '../../lambdas/order-story/in-words.ts';
import { WrongUsage } from '../command-line.ts';
import type { Found } from './order-meant.ts';
import { subcommand } from './subcommand.ts';
import { table } from './table.ts';

/** `npm run ops -- find`: the orders that somebody means. */
export const find = subcommand({
  usage: `  npm run ops -- find WHAT          orders by number (as spoken), id, e-mail address, telephone number, the payment
                                    provider's reference or SKU; without WHAT the latest
    --status STATUS                 only those that stand there: PENDING, RESERVED, CONFIRMED, SHIPPED, REJECTED, CANCELLED
    --older AGE, --younger AGE      only those placed longer ago, or since: 30m, 2h, 7d
    --cursor NEXT                   the page after the one that ended there`,
  options: {
    status: { type: 'string' },
    older: { type: 'string' },
    younger: { type: 'string' },
    cursor: { type: 'string' },
  },
  takes: { max: 20 },
  ask({ values, positionals }, desk) {
    const { status, older, younger, cursor } = values;
    const query = {
      // A number may be said in groups: `K7Q 4XW 2R9`.
      q: positionals.length === 0 ? undefined : positionals.join(' '),
      status: status?.toUpperCase(),
      placedBefore: older === undefined ? undefined : momentBefore('--older', older),
      placedAfter: younger === undefined ? undefined : momentBefore('--younger', younger),
      cursor,
    };
    return desk.search(query);
  },
  tell: (answer) => tellFound(answer as Found),
});

/** The found orders as people read them; exit code 1 where there is none. */
export function tellFound({ orders, hint, next }: Found): { readonly text: string; readonly exitCode: number } {
  if (orders.length === 0 && next === undefined) {
    return { text: ['No order was found.', ...(hint === undefined ? [] : [hint])].join('\n'), exitCode: 1 };
  }
  const rows = orders.map(
    ({ number, id, status, failedAt, createdAt, currency, total, customer, storefront, matched }) => [
      number,
      failedAt !== undefined && ['PENDING', 'RESERVED'].includes(status) ? `${status}, failed` : status,
      createdAt.slice(0, 16).replace('T', ' '),
      amountIn(currency, total),
      [customer.name, customer.email, customer.phone].filter(Boolean).join(' '),
      storefront,
      matched.join(', '),
      id,
    ],
  );
  const names = ['number', 'status', 'placed (UTC)', 'total', 'customer', 'storefront', 'found by', 'id'];
  const more = next === undefined ? [] : [`There may be more: --cursor '${next}'`];
  return { text: [table(names, rows), ...more].join('\n'), exitCode: 0 };
}

const unitMilliseconds: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

function momentBefore(option: string, age: string): string {
  const [, count, unit = ''] = /^(\d{1,5})([mhd])$/.exec(age) ?? [];
  const milliseconds = unitMilliseconds[unit];
  if (milliseconds === undefined) throw new WrongUsage(`${option} ${age}: say an age, such as 30m, 2h or 7d.`);
  return new Date(Date.now() - Number(count) * milliseconds).toISOString();
}
