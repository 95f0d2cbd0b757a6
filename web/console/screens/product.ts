import type { OutputOf } from '../../../client/src/client.ts';
import type { Desk, Screen } from '../desk.ts';
import { ask, type Field } from '../dialog.ts';
import { type Child, h } from '../dom.ts';
import { count, moment, words } from '../format.ts';
import { figures, table } from '../table.ts';
import { tile } from '../tiles.ts';

type Stock = OutputOf<'getStock'>;
type Movement = OutputOf<'listMovements'>['movements'][number];

const reference: Field = {
  name: 'reference',
  label: 'Reference',
  help: 'A delivery note, the name of a list: it stands in the ledger.',
  isOptional: true,
  maxLength: 200,
};

/** One product's stock: its figures, what moved, and what a stock keeper does about it. */
export const product: Screen = {
  title: 'Product',
  needs: 'getStock',
  async draw({ desk, subject: sku = '', signal, again }) {
    const [stock, { movements, next }] = await Promise.all([
      desk.api.getStock({ sku }, { signal }),
      desk.api.listMovements({ sku, limit: 50 }, { signal }),
    ]);
    return [
      h(
        'div',
        { class: 'heading' },
        h('h1', { tabindex: -1 }, sku),
        desk.session.may('moveStock') && h('div', { class: 'buttons' }, actions(desk, stock, again)),
      ),
      h(
        'ul',
        { class: 'tiles' },
        (['available', 'reserved', 'onHand', 'unsellable', 'backordered'] as const).map((name) =>
          tile(figureNames[name], count(stock[name])),
        ),
      ),
      h(
        'div',
        { class: 'side' },
        h(
          'section',
          { class: 'card' },
          h('h2', {}, 'What moved, newest first'),
          movementTable(movements),
          next !== undefined &&
            h('p', { class: 'quiet' }, 'Older movements are in the ledger (GET …/stock/movements).'),
        ),
        h(
          'section',
          { class: 'card' },
          h('h2', {}, 'How it is kept'),
          settings(stock),
          desk.session.may('changeStockSettings') &&
            h('div', { class: 'buttons below' }, changeSettings(desk, stock, again)),
        ),
      ),
    ];
  },
};

const figureNames = {
  available: 'Available',
  reserved: 'Reserved',
  onHand: 'On hand',
  unsellable: 'Set aside',
  backordered: 'Promised, to come',
} as const;

function actions(desk: Desk, { sku, onHand }: Stock, again: () => Promise<void>): Child {
  const act = (id: string, label: string, dialog: () => Promise<boolean>) =>
    h(
      'button',
      {
        type: 'button',
        id,
        onclick: async () => {
          if (await dialog()) await again();
        },
      },
      label,
    );
  return [
    act('count', 'Count', () =>
      ask(desk, {
        title: `Count ${sku}`,
        explanation: `The book says ${count(onHand)} on hand. Count all that is to be sold, also what is reserved; the difference is booked.`,
        fields: [{ name: 'counted', label: 'Counted', type: 'number', min: 0 }, reference],
        action: 'Book the count',
        run: async ({ counted, reference }, { api, idempotencyKey }) => {
          const body = {
            type: 'count' as const,
            counted: Number(counted),
            ...(reference !== undefined && { reference }),
          };
          await api.moveStock({ sku, body }, { idempotencyKey });
        },
      }),
    ),
    act('receive', 'Receive', () =>
      ask(desk, {
        title: `Receive ${sku}`,
        fields: [
          { name: 'quantity', label: 'Units', type: 'number', min: 1 },
          {
            name: 'reason',
            label: 'Where from',
            options: [
              ['PURCHASE', 'Supplier'],
              ['RETURN', 'A customer'],
              ['FOUND', 'Found'],
            ],
          },
          reference,
        ],
        action: 'Book the receipt',
        run: async ({ quantity, reason, reference }, { api, idempotencyKey }) => {
          const body = {
            type: 'receive' as const,
            quantity: Number(quantity),
            reason: reason as 'PURCHASE' | 'RETURN' | 'FOUND',
            ...(reference !== undefined && { reference }),
          };
          await api.moveStock({ sku, body }, { idempotencyKey });
        },
      }),
    ),
    act('set-aside', 'Set aside', () =>
      ask(desk, {
        title: `Set units of ${sku} aside`,
        explanation: 'They stay in the warehouse, and are not sold.',
        fields: [
          { name: 'quantity', label: 'Units', type: 'number', min: 1 },
          {
            name: 'reason',
            label: 'Why',
            options: [
              ['DAMAGED', 'Damaged'],
              ['EXPIRED', 'Expired'],
            ],
          },
          reference,
        ],
        action: 'Set aside',
        run: async ({ quantity, reason, reference }, { api, idempotencyKey }) => {
          const body = {
            type: 'set-aside' as const,
            quantity: Number(quantity),
            reason: reason as 'DAMAGED' | 'EXPIRED',
            ...(reference !== undefined && { reference }),
          };
          await api.moveStock({ sku, body }, { idempotencyKey });
        },
      }),
    ),
  ];
}

/** The button that changes how a product is kept: what is emptied is taken away, what stays as it was is not sent. */
function changeSettings(desk: Desk, { sku, settings }: Stock, again: () => Promise<void>): HTMLElement {
  const { backorder, shards, ...plain } = settings;
  const asked: Readonly<Record<string, number | undefined>> = { ...plain, backorder: backorder?.limit, shards };
  const change = async () => {
    const isDone = await ask(desk, {
      title: `How ${sku} is kept`,
      explanation: 'An empty field takes the setting away.',
      fields: settingFields.map((field) => ({ ...field, value: asked[field.name]?.toString() ?? '' })),
      action: 'Keep it so',
      async run(values, { api }) {
        const changes = settingFields.flatMap(({ name }) => {
          const value = values[name] === undefined ? null : Number(values[name]);
          if (value === (asked[name] ?? null)) return [];
          return [[name, name === 'backorder' && value !== null ? { ...backorder, limit: value } : value] as const];
        });
        if (changes.length === 0) throw new Error('Nothing is different from what it was.');
        await api.changeStockSettings({ sku, body: Object.fromEntries(changes) });
      },
    });
    if (isDone) await again();
  };
  return h('button', { type: 'button', id: 'settings-of-product', onclick: change }, 'Change …');
}

function movementTable(movements: readonly Movement[]): Child {
  if (movements.length === 0) return h('p', { class: 'quiet' }, 'Nothing has moved.');
  return table(
    'What moved',
    ['When', 'Why', ...figures('Units'), 'By', 'Reference'],
    movements.map(({ at, reason, onHand, unsellable = 0, by, reference }) => [
      moment(at),
      words(reason),
      [signed(onHand), unsellable !== 0 && h('small', {}, ` (${signed(unsellable)} set aside)`)],
      by,
      reference,
    ]),
  );
}

function settings({ settings, shards }: Stock): Child {
  const { backorder, ...plain } = settings;
  const rows = Object.entries(plain).filter(([, value]) => value !== undefined);
  return h(
    'dl',
    {},
    rows.map(([name, value]) => [
      h('dt', {}, settingFields.find((field) => field.name === name)?.label ?? words(name)),
      h('dd', {}, String(value)),
    ]),
    backorder !== undefined && [
      h('dt', {}, 'Sold beyond the stock'),
      h('dd', {}, `up to ${count(backorder.limit)} units`),
    ],
    shards.length > 1 && [h('dt', {}, 'Is spread over'), h('dd', {}, `${shards.length} shards`)],
  );
}

const settingFields = [
  { name: 'lowStockThreshold', label: 'Low at, units', type: 'number', min: 0, isOptional: true },
  { name: 'leadTimeDays', label: 'Lead time, days', type: 'number', min: 0, isFraction: true, isOptional: true },
  {
    name: 'leadTimeStdDevDays',
    label: 'Lead time differs by, days',
    type: 'number',
    min: 0,
    isFraction: true,
    isOptional: true,
  },
  {
    name: 'serviceLevel',
    label: 'Service level',
    help: 'The share of replenishment cycles without a stock-out: 0.5 to 0.9999.',
    type: 'number',
    min: 0.5,
    max: 0.9999,
    isFraction: true,
    isOptional: true,
  },
  { name: 'packSize', label: 'Pack of', type: 'number', min: 1, isOptional: true },
  { name: 'backorder', label: 'Sold beyond the stock, up to units', type: 'number', min: 0, isOptional: true },
  { name: 'shards', label: 'Spread over, shards', type: 'number', min: 1 },
] as const satisfies readonly Field[];

const signed = (units: number) => (units > 0 ? `+${count(units)}` : count(units));
