import type { OutputOf } from '../../../client/src/client.ts';
import { writeCsv } from '../csv.ts';
import type { Desk, Screen } from '../desk.ts';
import { type Child, h, show } from '../dom.ts';
import { download } from '../download.ts';
import { count, counted } from '../format.ts';
import { publishedError } from '../published-error.ts';
import { importDialog } from '../stock-import.ts';
import { figures, table } from '../table.ts';
import { tile } from '../tiles.ts';

type Level = OutputOf<'listStock'>['products'][number];
type Suggestion = OutputOf<'listReplenishment'>['suggestions'][number];

/** So many are drawn at once; the filter finds the others. */
const drawn = 200;

/** The stock of all products: what is low, what to order, and the files that go out and in. */
export const stock: Screen = {
  title: 'Stock',
  tab: 'Stock',
  needs: 'listStock',
  async draw({ desk, signal, again }) {
    const levels = await allPages(async (cursor) => {
      const { products, next } = await desk.api.listStock({ limit: 200, ...cursor }, { signal });
      return { items: products, next };
    });
    // What is gone first, then what is low.
    const urgency = ({ available, isLow }: Level) => (available === 0 ? 2 : Number(isLow));
    levels.sort((a, b) => urgency(b) - urgency(a) || (a.sku < b.sku ? -1 : 1));
    const low = levels.filter(({ isLow }) => isLow);
    const soldOut = levels.filter(({ available }) => available === 0);
    const list = h('div');
    const filter = h('input', { type: 'search', id: 'filter', autocomplete: 'off', spellcheck: 'false' });
    const only = h('input', { type: 'checkbox', id: 'only-low' });
    const redraw = () => {
      const wanted = filter.value.trim().toLowerCase();
      const found = (only.checked ? low : levels).filter(({ sku }) => sku.toLowerCase().includes(wanted));
      show(list, tableOf(found));
    };
    filter.addEventListener('input', redraw);
    only.addEventListener('change', redraw);
    redraw();
    return [
      h('h1', { tabindex: -1 }, 'Stock'),
      h(
        'ul',
        { class: 'tiles' },
        tile('Products', count(levels.length)),
        tile('Low', count(low.length), low.length > 0 ? 'warn' : ''),
        tile('Sold out', count(soldOut.length), soldOut.length > 0 ? 'bad' : ''),
        tile('Units available', count(sum(levels, 'available'))),
        tile('Units reserved', count(sum(levels, 'reserved'))),
        tile('Units to come', count(sum(levels, 'backordered'))),
      ),
      h(
        'section',
        { class: 'card' },
        h(
          'div',
          { class: 'filters' },
          h('label', {}, h('span', {}, 'Product'), filter),
          h('label', { class: 'check' }, only, ' only what is low'),
          h(
            'div',
            { class: 'buttons' },
            h('button', { type: 'button', id: 'export', onclick: () => exportLevels(levels) }, 'Save as CSV'),
            desk.session.may('moveStock') &&
              h(
                'button',
                {
                  type: 'button',
                  id: 'import',
                  onclick: async () => {
                    if (await importDialog(desk)) await again();
                  },
                },
                'Book from CSV …',
              ),
          ),
        ),
        list,
      ),
      desk.session.may('listReplenishment') && replenishment(desk, signal),
    ];
  },
};

function tableOf(levels: readonly Level[]): Child {
  if (levels.length === 0) return h('p', { class: 'quiet' }, 'No product is like that.');
  return [
    table(
      'Stock of products',
      ['Product', ...figures('Available', 'Reserved', 'On hand', 'Set aside', 'To come', 'Low at')],
      levels
        .slice(0, drawn)
        .map(({ sku, isLow, available, reserved, onHand, unsellable, backordered, lowStockThreshold }) => [
          [productLink(sku), ' ', available === 0 ? badge('bad', 'sold out') : isLow && badge('warn', 'low')],
          ...[available, reserved, onHand, unsellable, backordered].map(count),
          lowStockThreshold === undefined ? '' : count(lowStockThreshold),
        ]),
    ),
    levels.length > drawn && h('p', { class: 'quiet' }, `and ${count(levels.length - drawn)} more: filter to see them`),
  ];
}

function exportLevels(levels: readonly Level[]): void {
  const names = ['sku', 'available', 'reserved', 'onHand', 'unsellable', 'backordered', 'lowStockThreshold'] as const;
  download('stock.csv', writeCsv([names, ...levels.map((level) => names.map((name) => level[name]))]));
}

/** Worked out when it is asked for: it reads sixteen weeks of each product's ledger. */
function replenishment(desk: Desk, signal: AbortSignal): HTMLElement {
  const result = h('div', { 'aria-live': 'polite' });
  const button = h('button', { type: 'button', id: 'replenishment' }, 'Work out what to order');
  button.addEventListener('click', async () => {
    button.disabled = true;
    show(result, h('p', { class: 'quiet' }, 'Working it out …'));
    try {
      const suggestions = await allPages(async (cursor) => {
        const { suggestions: items, next } = await desk.api.listReplenishment({ limit: 50, ...cursor }, { signal });
        return { items, next };
      });
      suggestions.sort((a, b) => lasts(a) - lasts(b) || b.order - a.order);
      show(result, suggestionTable(suggestions));
    } finally {
      button.disabled = false;
    }
  });
  return h(
    'section',
    { class: 'card' },
    h('h2', {}, 'Replenishment'),
    h(
      'p',
      {},
      'What has come down to its reorder point, by what was shipped in the last sixteen weeks on which there was any. What is on order counts as far as the settings of a product say it.',
    ),
    publishedError('demand'),
    h('div', { class: 'buttons' }, button),
    result,
  );
}

function suggestionTable(suggestions: readonly Suggestion[]): Child {
  if (suggestions.length === 0) return h('p', {}, 'Nothing has to be ordered.');
  const names = [
    ...(['sku', 'order', 'available', 'backordered', 'onOrder', 'reorderPoint', 'perDay'] as const),
    ...(['daysLeft', 'method'] as const),
  ];
  return [
    h(
      'p',
      {},
      `${counted(suggestions.length, 'product')} to order; what will be gone first comes first. `,
      h(
        'button',
        {
          type: 'button',
          onclick: () =>
            download(
              'replenishment.csv',
              writeCsv([names, ...suggestions.map((one) => names.map((name) => one[name]))]),
            ),
        },
        'Save as CSV',
      ),
    ),
    table(
      'What to order',
      ['Product', ...figures('Order', 'Available', 'To come', 'On order', 'Reorder point', 'A day', 'Lasts, days')],
      suggestions.map(
        ({ sku, order, available, backordered, onOrder, reorderPoint, perDay, daysLeft, runsDry, method }) => [
          [productLink(sku), ' ', runsDry && badge('warn', 'runs dry')],
          ...[order, available, backordered, onOrder].map(count),
          reorderPoint.toFixed(1),
          h('span', { title: `Foreseen by ${method}` }, perDay.toFixed(2)),
          daysLeft?.toFixed(1) ?? '',
        ],
      ),
    ),
  ];
}

function productLink(sku: string): HTMLElement {
  return h('a', { href: `#/product/${encodeURIComponent(sku)}` }, sku);
}

async function allPages<Item>(
  page: (cursor: {
    readonly cursor?: string;
  }) => Promise<{ readonly items: readonly Item[]; readonly next?: string | undefined }>,
): Promise<Item[]> {
  const all: Item[] = [];
  let cursor: string | undefined;
  do {
    const { items, next } = await page(cursor === undefined ? {} : { cursor });
    all.push(...items);
    cursor = next;
  } while (cursor !== undefined);
  return all;
}

const badge = (tone: string, text: string) => h('span', { class: `badge ${tone}` }, text);
const lasts = ({ daysLeft = Number.MAX_VALUE }: Suggestion) => daysLeft;
const sum = (levels: readonly Level[], name: 'available' | 'reserved' | 'backordered') =>
  levels.reduce((total, level) => total + level[name], 0);
