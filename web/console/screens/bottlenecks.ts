import type { OutputOf } from '../../../client/src/client.ts';
import { wilsonInterval } from '../../../lambdas/runtime/wilson-interval.ts';
import type { Screen } from '../desk.ts';
import { type Child, h } from '../dom.ts';
import { count, counted, span, utcDays } from '../format.ts';
import { bars, lines, type Plot } from '../plot.ts';
import { publishedError } from '../published-error.ts';
import { figures, table } from '../table.ts';

type Bottlenecks = OutputOf<'listBottlenecks'>;
type Night = Bottlenecks['nights'][number];
type Step = Night['steps'][number];

/** Where customers' time goes: by step, night by night, and which step costs most of it. */
export const bottlenecks: Screen = {
  title: 'Bottlenecks',
  tab: 'Bottlenecks',
  needs: 'listBottlenecks',
  async draw({ desk, signal }) {
    const found = await desk.api.listBottlenecks({}, { signal });
    const last = found.nights.at(-1);
    const heading = h('h1', { tabindex: -1 }, 'Where customers’ time goes');
    const costliest = last?.steps.find(({ step }) => step === last.costliest);
    if (last === undefined || costliest === undefined) {
      return [heading, h('p', { class: 'quiet' }, 'Nothing has been found out yet: it is, every night.')];
    }
    return [
      heading,
      verdict(last, costliest),
      h('div', { class: 'columns' }, bars(shares(found, costliest.step)), lines(times(found, costliest.step))),
      h('section', { class: 'card' }, h('h2', {}, 'By step'), byStep(last, found.trends)),
      h(
        'div',
        { class: 'columns' },
        h('section', { class: 'card' }, h('h2', {}, 'By error'), byError(last)),
        h('section', { class: 'card' }, h('h2', {}, 'By whom it depends on'), byDependency(last)),
      ),
      h('p', { class: 'quiet' }, sampled(last)),
      publishedError('sample', surenessOf(last)),
    ];
  },
};

/** The step that costs most, and where most is lost that no customer can help. */
function verdict({ day, steps }: Night, costliest: Step): Child {
  const ours = steps.reduce((most, step) => (own(step) > own(most) ? step : most), costliest);
  return h(
    'p',
    { class: 'verdict' },
    `${costliest.step} cost most: ${minutes(total(costliest))} of ${dayOf(day)}, ${share(costliest.waiting, costliest)} of it for somebody else’s answer, ${share(costliest.retrying, costliest)} in tries that failed.`,
    own(ours) > 0 && h('small', {}, `Without waiting for others: ${ours.step}, ${minutes(own(ours))}.`),
  );
}

function byStep({ steps }: Night, trends: Bottlenecks['trends']): Child {
  return table(
    'Time by step',
    [
      'Step',
      ...figures('Orders', 'Waiting', 'Running', 'Trying again', 'Half', '95 of 100', '99 of 100', 'Trend, a week'),
    ],
    steps.map((step) => {
      const trend = trends.find((one) => one.step === step.step)?.p95PerDay;
      return [
        step.step,
        count(step.orders),
        ...[step.waiting, step.running, step.retrying].map(minutes),
        ...[step.p50, step.p95, step.p99].map(span),
        trend === undefined ? '' : `${trend < 0 ? '−' : '+'}${span(trend * 7)}`,
      ];
    }),
  );
}

function byError({ steps }: Night): Child {
  const rows = steps.flatMap(({ step, errors }) =>
    errors.map(({ error, orders, minutes: lost }) => [error, step, count(orders), minutes(lost)]),
  );
  if (rows.length === 0) return h('p', { class: 'quiet' }, 'No try failed.');
  return table('Time by error', ['Error', 'Step', ...figures('Orders', 'Time')], rows);
}

function byDependency({ steps }: Night): Child {
  const rows = steps.flatMap(({ step, dependencies }) =>
    dependencies.map(({ name, orders, minutes: spent }) => [name, step, count(orders), minutes(spent)]),
  );
  return table('Time by dependency', ['Depends on', 'Step', ...figures('Orders', 'Time')], rows);
}

function shares({ nights }: Bottlenecks, step: string): Plot {
  const part = (name: 'waiting' | 'running' | 'retrying') => valuesOf(nights, step, (one) => one[name]);
  return {
    ...{
      title: `Customer-minutes at ${step}, by night`,
      axis: utcDays,
      moments: nights.map(({ day }) => day),
      read: minutes,
    },
    series: [
      { name: 'waiting', tone: 'warn', values: part('waiting') },
      { name: 'running', tone: 'good', values: part('running') },
      { name: 'trying again', tone: 'bad', values: part('retrying') },
    ],
  };
}

function times({ nights }: Bottlenecks, step: string): Plot {
  return {
    ...{ title: `One order at ${step}, by night`, axis: utcDays, moments: nights.map(({ day }) => day), read: span },
    series: [
      { name: 'half', tone: 'good', values: valuesOf(nights, step, ({ p50 }) => p50) },
      { name: '95 of 100', tone: 'warn', values: valuesOf(nights, step, ({ p95 }) => p95) },
      { name: '99 of 100', tone: 'bad', values: valuesOf(nights, step, ({ p99 }) => p99) },
    ],
  };
}

function valuesOf(nights: readonly Night[], step: string, value: (step: Step) => number) {
  return nights.map(({ steps }) => {
    const found = steps.find((one) => one.step === step);
    return found && value(found);
  });
}

function sampled({ orders, sampled, byTimeline = 0 }: Night): string {
  const looked =
    sampled === orders
      ? `All ${counted(orders, 'order')} of the day were looked at.`
      : `${count(sampled)} of ${counted(orders, 'order')} of the day were looked at, and stand for all.`;
  if (byTimeline === 0) return looked;
  return `${looked} Of ${count(byTimeline)}, which ran in Express executions, only the timeline tells: when they were reserved and confirmed, not what of that was waiting or trying again.`;
}

/** From where to where a percentile of a sample may be one of all. */
function surenessOf({ sampled, orders }: Night): string | undefined {
  if (sampled === orders) return undefined;
  const { low, high } = wilsonInterval(0.95, sampled);
  const [from, to] = [low, high].map((share) => (100 * share).toFixed(1));
  return `Of ${count(sampled)} looked at, what is said of 95 of 100 orders is that of ${from} to ${to} of 100.`;
}

const own = ({ running, retrying }: Step) => running + retrying;
const total = (step: Step) => step.waiting + own(step);
const minutes = (value: number) => `${count(Math.round(value * 10) / 10)} min`;
const share = (part: number, of: Step) => `${Math.round((100 * part) / Math.max(total(of), Number.MIN_VALUE))}%`;
const dayOf = (day: string) => utcDays.format(new Date(day));
