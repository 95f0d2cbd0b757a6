import type { OutputOf } from '../../../client/src/client.ts';
import { endsSoonMinutes } from '../../../lambdas/orders/end-of-hold.ts';
import type { Screen } from '../desk.ts';
import { type Child, h } from '../dom.ts';
import { count, counted, onClock, span, when } from '../format.ts';
import { bars, lines, type Plot } from '../plot.ts';
import { publishedError } from '../published-error.ts';
import { switchBanner } from '../switches.ts';
import { figures, table } from '../table.ts';
import { tile } from '../tiles.ts';

type Overview = OutputOf<'getOverview'>;
type History = Overview['day'];
type Standing = Overview['failed'];

const refreshSeconds = 20;

/** Is it well? What one needs to know in ten seconds, and nothing that one has to work out. */
export const well: Screen = {
  title: 'Is it well?',
  tab: 'Well',
  needs: 'getOverview',
  async draw(visit) {
    const { desk, againIn, signal } = visit;
    const [overview, switches] = await Promise.all([
      desk.api.getOverview({}, { signal }),
      desk.session.may('listSwitches') ? desk.api.listSwitches({}, { signal }) : undefined,
    ]);
    againIn(refreshSeconds);
    const { confirmation, alarms, day, week } = overview;
    return [
      h('h1', { tabindex: -1 }, 'Is it well?'),
      verdict(overview),
      switches && switchBanner(switches),
      h(
        'ul',
        { class: 'tiles' },
        tile('Confirmed in 24 h', count(total(day.confirmed))),
        tile('Rejected in 24 h', count(total(day.rejected))),
        tile('Cancelled in 24 h', count(total(day.cancelled))),
        tile('Half confirmed within', time(confirmation.p50), '', 'Accepted to confirmed, median of 24 h'),
        tile('95 of 100 within', time(confirmation.p95), '', 'Accepted to confirmed, 95th percentile of 24 h'),
        tile('99 of 100 within', time(confirmation.p99), '', 'Accepted to confirmed, 99th percentile of 24 h'),
      ),
      h(
        'div',
        { class: 'columns' },
        h('section', { class: 'card' }, h('h2', {}, 'Orders that wait'), waiting(overview)),
        h('section', { class: 'card' }, h('h2', {}, 'Alarms'), ringing(alarms), foreseen(overview)),
      ),
      h(
        'div',
        { class: 'columns' },
        bars(outcomes('Orders by outcome, last 24 hours', day, hours)),
        bars(outcomes('Orders by outcome, last 7 days', week, days)),
        lines(times('Accepted to confirmed, last 24 hours', day, hours)),
        lines(times('Accepted to confirmed, last 7 days', week, days)),
      ),
    ];
  },
};

/** One sentence that says whether somebody has to do something. */
function verdict({ at, failed, holdsEnding, alarms, warnings }: Overview): Child {
  const troubles = [
    failed.orders > 0 && `${atLeast(failed)} failed and ${failed.orders === 1 ? 'waits' : 'wait'} for somebody`,
    alarms.length > 0 && `${counted(alarms.length, 'alarm rings', 'alarms ring')}`,
  ].filter((text) => text !== false);
  const soon = warnings.foreseen[0];
  const tone = troubles.length > 0 ? 'bad' : holdsEnding.orders > 0 || soon !== undefined ? 'warn' : 'good';
  const sentence =
    troubles.length > 0
      ? `${troubles.join('; ')}.`
      : holdsEnding.orders > 0
        ? `All is well, but ${atLeast(holdsEnding)} lose${holdsEnding.orders === 1 ? 's' : ''} the stock within ${endsSoonMinutes} minutes unless paid.`
        : soon !== undefined
          ? `All is well, but ${soon.name} will ring ${inTime(soon.reachedAt, at)} if it goes on like this.`
          : 'All is well.';
  return h('p', { class: `verdict ${tone}` }, sentence, h('small', {}, 'looked ', when(at)));
}

function waiting({ waitingForPayment, waitingForDecision, waitingForRoom, holdsEnding, failed }: Overview): Child {
  const row = (name: string, standing: Standing, says: string): Child[] => [
    name,
    `${count(standing.orders)}${standing.isMore ? ' or more' : ''}`,
    standing.first && [says, ' ', when(standing.first.at), ': ', orderLink(standing.first)],
  ];
  return table(
    'Orders that wait',
    ['For', ...figures('Orders'), 'First'],
    [
      row('their payment', waitingForPayment, 'since'),
      row('a decision about their risk', waitingForDecision, 'since'),
      row('room to begin', waitingForRoom, 'since'),
      row('somebody: they failed', failed, 'failed'),
      row(`the end of their hold, within ${endsSoonMinutes} min`, holdsEnding, 'ends'),
    ],
  );
}

function ringing(alarms: Overview['alarms']): Child {
  if (alarms.length === 0) return h('p', { class: 'quiet' }, 'None rings.');
  return h(
    'ul',
    { class: 'plain-list' },
    alarms.map(({ name, since, description }) =>
      h('li', {}, h('strong', {}, name), ' ', h('small', {}, 'since ', when(since)), h('div', {}, description)),
    ),
  );
}

/** What will ring soon, and how often that was right. */
function foreseen({ warnings: { foreseen, over, cameTrue, minutesAhead }, stockOuts }: Overview): Child {
  return [
    h('h3', {}, 'Foreseen'),
    foreseen.length === 0
      ? h('p', { class: 'quiet' }, 'None will ring soon, as far as trends say it.')
      : h(
          'ul',
          { class: 'plain-list' },
          foreseen.map(({ name, since, reachedAt, value, limit }) =>
            h(
              'li',
              {},
              h('strong', {}, name),
              ` rings `,
              when(reachedAt),
              h('div', {}, `${figure(value)} of ${figure(limit)}, rising; foreseen since `, when(since)),
            ),
          ),
        ),
    publishedError(
      'warnings',
      over === 0
        ? 'Here none is over yet.'
        : `Here ${cameTrue} of the last ${over} came true${minutesAhead === undefined ? '' : `, half of them at least ${Math.round(minutesAhead)} min ahead of the alarm`}.`,
    ),
    stockOuts !== undefined && stockOuts.products > 0 && dry(stockOuts),
  ];
}

/** Which products will be gone before what is ordered now can come. */
function dry({ products, soonest, at }: NonNullable<Overview['stockOuts']>): Child {
  return [
    h(
      'p',
      {},
      `${counted(products, 'product')} will be gone before what is ordered now can come: `,
      soonest.map(({ sku, daysLeft }, index) => [
        index > 0 && ', ',
        h('a', { href: `#/product/${encodeURIComponent(sku)}` }, sku),
        ` (${daysLeft.toFixed(1)} days)`,
      ]),
      ' ',
      h('small', {}, 'reported ', when(at)),
    ),
    publishedError('demand'),
  ];
}

const hours = new Intl.DateTimeFormat(undefined, onClock);
const days = new Intl.DateTimeFormat(undefined, { weekday: 'short', ...onClock });

function outcomes(title: string, history: History, axis: Intl.DateTimeFormat): Plot {
  return {
    ...{ title, axis, moments: momentsOf(history), read: count },
    series: [
      { name: 'confirmed', tone: 'good', values: history.confirmed },
      { name: 'rejected', tone: 'warn', values: history.rejected },
      { name: 'cancelled', tone: 'ended', values: history.cancelled },
      { name: 'failed', tone: 'bad', values: history.failed },
    ],
  };
}

function times(title: string, history: History, axis: Intl.DateTimeFormat): Plot {
  const known = (values: readonly (number | null)[]) => values.map((value) => value ?? undefined);
  return {
    ...{ title, axis, moments: momentsOf(history), read: span },
    series: [
      { name: 'half', tone: 'good', values: known(history.p50) },
      { name: '95 of 100', tone: 'warn', values: known(history.p95) },
      { name: '99 of 100', tone: 'bad', values: known(history.p99) },
    ],
  };
}

function momentsOf({ from, spanSeconds, confirmed }: History): readonly string[] {
  return confirmed.map((_, index) => new Date(Date.parse(from) + index * spanSeconds * 1000).toISOString());
}

function orderLink({ orderId, number }: { readonly orderId: string; readonly number: string }): HTMLElement {
  return h('a', { href: `#/orders/${orderId}`, id: `first-${orderId}` }, number);
}

const figure = (value: number) => count(Number(value.toPrecision(3)));
const atLeast = ({ orders, isMore }: Standing) => `${isMore ? 'at least ' : ''}${counted(orders, 'order')}`;
const inTime = (moment: string, now: string) => `in ${span(Date.parse(moment) - Date.parse(now))}`;
const time = (milliseconds: number | undefined) => (milliseconds === undefined ? '–' : span(milliseconds));
const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
