import type { OutputOf } from '../../../client/src/client.ts';
import type { Screen, Visit } from '../desk.ts';
import { type Child, h, show } from '../dom.ts';
import { money, when, words } from '../format.ts';
import { alertOf } from '../problems.ts';
import { figures, table } from '../table.ts';

type Found = OutputOf<'searchOrders'>;
type FoundOrder = Found['orders'][number];
type Search = { readonly q?: string; readonly status?: FoundOrder['status'] };

const statuses = [
  'PENDING',
  'RESERVED',
  'CONFIRMED',
  'SHIPPED',
  'REJECTED',
  'CANCELLED',
] as const satisfies readonly FoundOrder['status'][];

/**
 * What was asked for last in this tab: kept for the way back from an order, and never in the address, which histories
 * keep: it may be a customer's.
 */
let lastSearch: Search = {};

/** Find an order by whatever a customer says of it. */
export const find: Screen = {
  title: 'Find an order',
  tab: 'Find',
  needs: 'searchOrders',
  async draw(visit) {
    const results = h('div', { 'aria-live': 'polite' });
    const said = h('input', {
      id: 'said',
      type: 'search',
      autofocus: true,
      value: lastSearch.q ?? '',
      autocomplete: 'off',
      spellcheck: 'false',
      maxlength: 200,
    });
    const status = h(
      'select',
      { id: 'status' },
      h('option', { value: '' }, 'Any'),
      statuses.map((name) => h('option', { value: name, selected: name === lastSearch.status }, words(name))),
    );
    let asking = new AbortController();
    const search = async (event?: Event) => {
      event?.preventDefault();
      // An answer that comes late must not stand under what is asked now.
      asking.abort();
      asking = new AbortController();
      const q = said.value.trim();
      const wanted = statuses.find((name) => name === status.value);
      lastSearch = { ...(q !== '' && { q }), ...(wanted !== undefined && { status: wanted }) };
      const signal = AbortSignal.any([visit.signal, asking.signal]);
      await showFound({ desk: visit.desk, signal }, lastSearch, results);
    };
    // With nothing said, the latest orders; nobody who types waits for them.
    void search();
    return [
      h('h1', { tabindex: -1 }, 'Find an order'),
      h(
        'form',
        { class: 'search', role: 'search', onsubmit: search },
        h('label', { class: 'wide' }, h('span', {}, 'Number, e-mail, telephone, payment reference, product'), said),
        h('label', {}, h('span', {}, 'Status'), status),
        h('button', { type: 'submit', class: 'primary' }, 'Find'),
      ),
      results,
    ];
  },
};

/** Shows a page, and the pages before it. */
async function showFound(
  { desk, signal }: Pick<Visit, 'desk' | 'signal'>,
  search: Search,
  results: HTMLElement,
  before: readonly FoundOrder[] = [],
  cursor?: string,
): Promise<void> {
  if (before.length === 0) show(results, h('p', { class: 'quiet' }, 'Looking …'));
  try {
    const input = { ...search, limit: 50, ...(cursor !== undefined && { cursor }) };
    const { orders, next, hint } = await desk.api.searchOrders({ body: input }, { signal });
    if (signal.aborted) return;
    const all = [...before, ...orders];
    const more = next !== undefined && (() => showFound({ desk, signal }, search, results, all, next));
    show(
      results,
      all.length === 0 ? h('p', {}, hint ?? 'No order is known by that.') : listOf(all),
      more && h('button', { type: 'button', id: 'more', onclick: more }, 'Look further'),
    );
  } catch (error) {
    if (signal.aborted) return;
    show(results, alertOf(error));
  }
}

function listOf(orders: readonly FoundOrder[]): Child {
  return table(
    'Orders found',
    ['Order', 'Status', 'Placed', 'Customer', 'Found by', 'Storefront', ...figures('Total')],
    orders.map(({ id, number, status, createdAt, storefront, total, currency, matched, customer, failedAt }) => [
      h('a', { href: `#/orders/${id}` }, number),
      [words(status), failedAt !== undefined && [' ', h('span', { class: 'badge bad' }, 'failed')]],
      when(createdAt),
      [customer.name, h('small', {}, ` ${customer.email ?? customer.phone ?? ''}`)],
      matched.map(words).join(', '),
      storefront,
      money(total, currency),
    ]),
  );
}
