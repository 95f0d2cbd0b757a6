import type { OutputOf } from '../../../client/src/client.ts';
import type { Screen, Visit } from '../desk.ts';
import { type Child, h, show } from '../dom.ts';
import { count, money, when, words } from '../format.ts';
import { explain } from '../problems.ts';
import { figures, table } from '../table.ts';

type Found = OutputOf<'listOrders'>['orders'];

/** What was asked for last in this tab: kept for the way back, never in the address, which histories keep. */
let lastAsked = '';

/** Find an order by what a customer says. */
export const find: Screen = {
  title: 'Find an order',
  tab: 'Find',
  needs: 'listOrders',
  async draw(visit) {
    const results = h('div', { 'aria-live': 'polite' });
    const input = h('input', {
      name: 'asked',
      id: 'asked',
      type: 'search',
      value: lastAsked,
      autocomplete: 'off',
      spellcheck: 'false',
    });
    const search = async (event: Event) => {
      event.preventDefault();
      lastAsked = input.value.trim();
      if (lastAsked !== '') await showFound(visit, lastAsked, results);
    };
    queueMicrotask(() => input.select());
    if (lastAsked !== '') await showFound(visit, lastAsked, results);
    return [
      h('h1', { tabindex: -1 }, 'Find an order'),
      h(
        'form',
        { class: 'search', role: 'search', onsubmit: search },
        h('label', {}, h('span', {}, 'Order number, as the customer says it'), input),
        h('button', { type: 'submit', class: 'primary' }, 'Find'),
      ),
      results,
    ];
  },
};

async function showFound({ desk, signal }: Visit, asked: string, results: HTMLElement): Promise<void> {
  show(results, h('p', { class: 'quiet' }, 'Looking …'));
  try {
    const { orders } = await desk.api.listOrders({ number: asked }, { signal });
    const [only] = orders;
    if (orders.length === 1 && only !== undefined) location.hash = `#/orders/${only.id}`;
    show(results, listOf(orders));
  } catch (error) {
    show(results, h('p', { class: 'alert' }, explain(error)));
  }
}

function listOf(orders: Found): Child {
  if (orders.length === 0) return h('p', {}, 'No order is known by that.');
  return [
    h('p', { class: 'quiet' }, `${count(orders.length)} found`),
    table(
      'Orders found',
      ['Order', 'Status', 'Placed', 'Storefront', ...figures('Total')],
      orders.map(({ id, number, status, createdAt, storefront, total, currency }) => [
        h('a', { href: `#/orders/${id}` }, number),
        words(status),
        when(createdAt),
        storefront,
        money(total, currency),
      ]),
    ),
  ];
}
