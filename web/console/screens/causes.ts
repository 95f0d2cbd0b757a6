import type { InputOf, OutputOf } from '../../../client/src/client.ts';
import { percentOf, rateInWords, verdictWords } from '../../../lambdas/order-causes/effect-words.ts';
import { utcDay } from '../../../lambdas/runtime/local-day.ts';
import type { Screen, Visit } from '../desk.ts';
import { ask } from '../dialog.ts';
import { type Child, h, svg } from '../dom.ts';
import { count, utcDays, words } from '../format.ts';
import { lines, type Plot } from '../plot.ts';
import { figures, table } from '../table.ts';

type Causes = OutputOf<'getCauses'>;
type Kind = Causes['kind'];
type Rating = Pick<OutputOf<'getRatings'>['weeks'][number], 'ratings' | 'mean' | 'low' | 'high'>;
type Action = Causes['actions'][number];
type Rated = Pick<Causes, 'orders' | 'placed' | 'rate' | 'low' | 'high'>;
type Part = Pick<Causes['causes'][number], 'orders' | 'share' | 'cumulative'>;

/** What happened to orders that nobody wants, and how it reads of them. */
const kinds: Readonly<Record<Kind, string>> = {
  REJECTED: 'were rejected',
  CANCELLED: 'were cancelled',
  LATE: 'were late',
  COMPLAINED: 'were complained about',
  RETURNED: 'were to be returned',
};

const isKind = (name: string | undefined): name is Kind => name !== undefined && Object.hasOwn(kinds, name);

/** Why orders did not go well: the causes by how frequent they are, how that changes, and what is done about it. */
export const causes: Screen = {
  title: 'Why orders did not go well',
  tab: 'Causes',
  needs: 'getCauses',
  async draw(visit) {
    const { desk, signal, subject } = visit;
    if (subject === 'RATINGS') return ratings(visit);
    const kind = isKind(subject) ? subject : 'REJECTED';
    const found = await desk.api.getCauses({ kind }, { signal });
    return [
      h('h1', { tabindex: -1 }, 'Why orders did not go well'),
      places(visit, kind),
      verdict(found),
      found.causes.length > 0 && [
        lines(weekly(found)),
        h('section', { class: 'card' }, h('h2', {}, 'By cause'), byCause(found)),
        found.breakdowns.map((by) =>
          h(
            'section',
            { class: 'card' },
            h('h2', {}, `By ${by.dimension === 'sku' ? 'product' : by.dimension}`),
            byValue(by),
          ),
        ),
      ],
      h('section', { class: 'card' }, h('h2', {}, 'What is done about it'), actions(visit, found)),
      h(
        'p',
        { class: 'quiet' },
        `An order counts where it happened within ${found.countedWithinDays} days; younger days are not shown yet. Rates stand with what chance alone allows (95%).`,
      ),
    ];
  },
};

function places({ desk }: Visit, here: Kind | 'RATINGS'): Child {
  return h(
    'nav',
    { class: 'buttons', 'aria-label': 'What happened' },
    [...Object.keys(kinds), ...(desk.session.may('getRatings') ? ['RATINGS'] : [])].map((name) =>
      h('a', { href: `#/causes/${name}`, 'aria-current': name === here && 'page' }, words(name)),
    ),
  );
}

/** What customers make of their orders. */
async function ratings(visit: Visit): Promise<Child> {
  const { weeks, bySku, byCarrier } = await visit.desk.api.getRatings({}, { signal: visit.signal });
  const each = (value: (week: Rating) => number | undefined) =>
    weeks.map((week) => (week.ratings === 0 ? undefined : value(week)));
  const rows = (named: readonly (Rating & { readonly value: string })[]) =>
    named.map(({ value, ...rating }) => [value, count(rating.ratings), stars(rating)]);
  return [
    h('h1', { tabindex: -1 }, 'How customers rate their orders'),
    places(visit, 'RATINGS'),
    weeks.every((week) => week.ratings === 0)
      ? h('p', { class: 'quiet' }, 'Nobody has rated an order in twelve weeks.')
      : lines({
          ...{ title: 'Mean of the stars, by week', axis: utcDays, moments: weeks.map(({ from }) => from) },
          read: (value) => value.toFixed(1),
          series: [
            { name: 'no more than', tone: 'ended', values: each(({ high }) => high) },
            { name: 'the mean', tone: 'good', values: each(({ mean }) => mean) },
            { name: 'no less than', tone: 'ended', values: each(({ low }) => low) },
          ],
        }),
    [
      { title: 'By product', head: 'Product', named: bySku },
      { title: 'By carrier', head: 'Carrier', named: byCarrier },
    ].map(
      ({ title, head, named }) =>
        named.length > 0 &&
        h(
          'section',
          { class: 'card' },
          h('h2', {}, title),
          table(title, [head, ...figures('Ratings', 'Mean')], rows(named)),
        ),
    ),
  ];
}

const stars = ({ mean, low, high }: Rating): string =>
  mean === undefined ? '' : `${mean.toFixed(1)} (${low.toFixed(1)} to ${high.toFixed(1)})`;

function verdict(found: Causes): Child {
  const { kind, from, to, placed, orders, trend, causes } = found;
  if (placed === 0 && orders === 0) {
    return h(
      'p',
      { class: 'quiet' },
      `No orders of ${day(from)} to ${day(to)} have been counted: they are, every night.`,
    );
  }
  const tone = trend === 'UP' ? 'verdict bad' : trend === 'DOWN' ? 'verdict good' : 'verdict';
  const says = {
    UP: 'The last week is worse than those before it, by more than chance and the way weeks differ.',
    DOWN: 'The last week is better than those before it, by more than chance and the way weeks differ.',
    STEADY: 'The last week is as those before it.',
    UNKNOWN: 'Too few weeks are known to tell a trend.',
  } as const satisfies Record<Causes['trend'], string>;
  return h(
    'p',
    { class: tone },
    `${percent(found)} of ${count(placed)} orders of ${day(from)} to ${day(to)} ${kinds[kind]}${causes[0] === undefined ? '.' : `, most for ${words(causes[0].cause).toLowerCase()}.`}`,
    h('small', {}, says[trend]),
  );
}

function byCause({ causes }: Causes): Child {
  return table(
    'Orders by cause, the most frequent first',
    ['Cause', 'Part', ...figures('Orders', 'Share', 'Together'), 'Last week'],
    causes.map(({ cause, trend, ...part }) => [words(cause), ...parts(part), trendWord(trend)]),
  );
}

function byValue({ dimension, values }: Causes['breakdowns'][number]): Child {
  return table(
    `Orders by ${dimension}, the most frequent first`,
    [words(dimension), 'Part', ...figures('Orders', 'Share', 'Together'), 'Most for'],
    values.map(({ value, cause, ...part }) => [value, ...parts(part), words(cause)]),
  );
}

/** A bar of Pareto's: its own share, and by a stroke that with those above it. */
function parts({ orders, share, cumulative }: Part): Child[] {
  const bar = svg(
    'svg',
    { class: 'bar', viewBox: '0 0 100 10', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    svg('rect', { class: 'warn', x: 0, y: 1, width: 100 * share, height: 8 }),
    svg('rect', { class: 'ended', x: Math.max(0, 100 * cumulative - 1), y: 0, width: 1, height: 10 }),
  );
  return [bar, count(orders), percentOf(share), percentOf(cumulative)];
}

function weekly({ kind, weeks }: Causes): Plot {
  const each = (value: (week: Rated) => number) => weeks.map((week) => (week.placed === 0 ? undefined : value(week)));
  return {
    ...{ title: `Orders that ${kinds[kind]}, by week`, axis: utcDays, moments: weeks.map(({ from }) => from) },
    read: (value) => `${(100 * value).toFixed(1)}%`,
    series: [
      { name: 'no more than', tone: 'ended', values: each(({ high }) => high) },
      { name: 'of all orders', tone: 'warn', values: each(({ rate }) => rate) },
      { name: 'no less than', tone: 'ended', values: each(({ low }) => low) },
    ],
  };
}

function actions(visit: Visit, found: Causes): Child {
  const { session } = visit.desk;
  return [
    found.actions.length === 0
      ? h('p', { class: 'quiet' }, 'Nothing is noted.')
      : table(
          'What is done about it',
          ['What', 'Against', 'Who', 'Since', 'Before', 'Since then', 'What came of it', 'Do'],
          found.actions.map((action) => [
            action.what,
            [
              action.cause === undefined ? 'all' : words(action.cause),
              action.value !== undefined && ` · ${action.value}`,
            ],
            action.owner,
            day(action.since),
            action.effect.before && percent(action.effect.before),
            action.effect.since && percent(action.effect.since),
            effect(action),
            action.closed === undefined &&
              session.may('closeCauseAction') &&
              h('button', { type: 'button', id: `close-${action.id}`, onclick: () => close(visit, action) }, 'Close …'),
          ]),
        ),
    session.may('noteCauseAction') &&
      h(
        'div',
        { class: 'buttons actions' },
        h('button', { type: 'button', id: 'note-action', onclick: () => note(visit, found) }, 'Note what is done …'),
      ),
  ];
}

function effect({ closed, effect: { verdict, judgedFrom } }: Action): Child {
  return [
    verdictWords[verdict].replace(/^./, (first) => first.toUpperCase()),
    verdict === 'TOO_EARLY' && h('small', {}, ` (the first week: ${day(judgedFrom)})`),
    closed !== undefined && h('small', {}, ` Closed by ${closed.by}: ${closed.conclusion}`),
  ];
}

async function note({ desk, again }: Visit, { kind, causes, breakdowns }: Causes): Promise<void> {
  const values = breakdowns.flatMap(({ dimension, values }) =>
    values.map(({ value }) => [JSON.stringify([dimension, value]), `${words(dimension)} ${value}`] as const),
  );
  await ask(desk, {
    title: 'Note what is done',
    explanation: 'From then on its effect is measured: the rate since, beside that of the four weeks before.',
    fields: [
      {
        ...{ name: 'cause', label: 'Against', isOptional: true },
        options: [['', 'all causes'], ...causes.map(({ cause }) => [cause, words(cause)] as const)],
      },
      { name: 'where', label: 'Of', isOptional: true, options: [['', 'all orders'], ...values] },
      { name: 'what', label: 'What is done', isLong: true, maxLength: 500 },
      { name: 'owner', label: 'Who sees to it', maxLength: 100 },
      {
        name: 'since',
        label: 'Since which day',
        value: utcDay(new Date()),
        help: 'UTC, as 2026-11-27.',
        maxLength: 10,
      },
    ],
    action: 'Note it',
    hasNoReason: true,
    async run({ cause, where, what = '', owner = '', since = '' }, { api, idempotencyKey }) {
      const [dimension, value] = where === undefined ? [] : (JSON.parse(where) as [Dimension, string]);
      const body = {
        ...{ kind, what, owner, since },
        ...(cause !== undefined && { cause }),
        ...(dimension !== undefined && value !== undefined && { dimension, value }),
      };
      await api.noteCauseAction({ body }, { idempotencyKey });
    },
  });
  await again();
}

type Dimension = NonNullable<InputOf<'noteCauseAction'>['body']['dimension']>;

async function close({ desk, again }: Visit, { id: actionId, what }: Action): Promise<void> {
  await ask(desk, {
    title: 'Close what is done',
    explanation: what,
    fields: [{ name: 'conclusion', label: 'What came of it', isLong: true, maxLength: 500 }],
    ...{ action: 'Close it', isFinal: true, hasNoReason: true },
    async run({ conclusion = '' }, { api }) {
      await api.closeCauseAction({ actionId, body: { conclusion } });
    },
  });
  await again();
}

const trendWord = (trend: Causes['trend']): Child =>
  (trend === 'UP' && h('span', { class: 'badge bad' }, 'Up')) ||
  (trend === 'DOWN' && h('span', { class: 'badge good' }, 'Down')) ||
  (trend === 'STEADY' ? 'as before' : '');

const day = (date: string) => utcDays.format(new Date(date));
const percent = (rated: Rated) => (rated.placed === 0 ? 'none' : rateInWords(rated));
