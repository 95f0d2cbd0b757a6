import { styleText } from 'node:util';
import type * as z from 'zod/mini';
import { amountIn } from '../../lambdas/order-story/in-words.ts';
import type { OrderStory } from '../../lambdas/order-story/order-story.ts';
import { tellFound } from './find.ts';
import { type Found, orderOrFound } from './order-meant.ts';
import { searchParameters, subcommand } from './subcommand.ts';
import { table } from './table.ts';

type Story = z.output<typeof OrderStory>;

/** `npm run ops -- show`: where an order stands, why, and all that happened to it. */
export const show = subcommand({
  usage: `  npm run ops -- show WHAT          where an order stands, why, what one can do; and all that happened. WHAT is what finds it
    --reveal REASON                 shows whose it is too; that you looked, and why, is recorded`,
  options: { reveal: { type: 'string' } },
  takes: { min: 1, max: 20 },
  async ask({ values: { reveal }, positionals }, desk) {
    const found = await orderOrFound(positionals.join(' '), desk);
    if (typeof found !== 'string') return found;
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    const story = await desk.read(`/operations/orders/${found}?${searchParameters({ timeZone })}`);
    if (reveal === undefined) return story;
    const revealed = await desk.change('POST', `/operations/orders/${found}/reveal`, {
      reason: reveal,
      body: { reason: reveal },
    });
    return { ...story, revealed };
  },
  tell: (answer) =>
    'standing' in (answer as object) ? { text: tellStory(answer as Story) } : tellSeveral(answer as Found),
});

function tellSeveral(found: Found): { readonly text: string; readonly exitCode: number } {
  const { text } = tellFound(found);
  return { text: found.orders.length > 0 ? `${text}\nWhich of them? Say its number or id.` : text, exitCode: 1 };
}

/** A story as people read it in a terminal. */
export function tellStory(story: Story & { readonly revealed?: object }): string {
  const { standing, storefront, order, customer, payments, execution, stock, timeline, missing = [], revealed } = story;
  const { name, email, phone, country } = customer;
  const colour = standing.turn === 'staff' ? 'red' : standing.turn === 'customer' ? 'yellow' : 'green';
  const paragraphs: readonly (readonly string[])[] = [
    [
      `${styleText('bold', order.number)}  ${order.status}  ${amountIn(order.currency, order.currentTotal ?? order.total)}  placed ${order.createdAt}  at ${storefront}`,
      `${order.id}  ${[name, email, phone, country].filter(Boolean).join('  ')}`,
    ],
    [styleText(colour, standing.sentence), standing.advice],
    revealed === undefined ? [] : [JSON.stringify(revealed, undefined, 2)],
    payments.map(
      ({ try: number, provider, status, amount, currency, captured, refunded, reference = '' }) =>
        `Payment ${number} by ${provider}: ${status}  ${amountIn(currency, amount)}, taken ${amountIn(currency, captured)}, given back ${amountIn(currency, refunded)}  ${reference}`,
    ),
    stock.held.map(
      ({ sku, quantity, backordered }) =>
        `Holds ${quantity} of ${sku}${backordered === undefined ? '' : `, ${backordered.quantity} of them to come`}${stock.holdExpiresAt === undefined ? '' : ` until ${stock.holdExpiresAt}`}`,
    ),
    execution === undefined
      ? []
      : [`Execution ${execution.status}: ${execution.consoleUrl}`, ...(execution.traceUrl ? [execution.traceUrl] : [])],
    [
      table(
        ['when (UTC)', 'what', '', 'by'],
        timeline.map(({ at, kind, text, by = '' }) => [at.slice(0, 19).replace('T', ' '), kind, text, by]),
      ),
    ],
    missing.length === 0 ? [] : [`Could not be read just now: ${missing.join(', ')}.`],
  ];
  return paragraphs
    .filter(({ length }) => length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}
