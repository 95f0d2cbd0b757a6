import type { OutputOf } from '../../../client/src/client.ts';
import { wilsonInterval } from '../../../lambdas/runtime/wilson-interval.ts';
import type { Screen } from '../desk.ts';
import { type Child, h } from '../dom.ts';
import { count } from '../format.ts';
import { publishedError } from '../published-error.ts';
import { figures, table } from '../table.ts';

type Lane = OutputOf<'getCarrierScorecard'>['lanes'][number];

/** How carriers keep what they say: each in each country, by the parcels of three months. */
export const carriers: Screen = {
  title: 'How carriers do',
  tab: 'Carriers',
  needs: 'getCarrierScorecard',
  async draw({ desk, signal }) {
    const { months, lanes } = await desk.api.getCarrierScorecard({}, { signal });
    const [last = '', first = last] = [months[0], months.at(-1)];
    return [
      h('h1', { tabindex: -1 }, 'How carriers do'),
      lanes.length === 0
        ? h('p', { class: 'quiet' }, `No parcel that left from ${first} to ${last} has arrived yet.`)
        : h(
            'section',
            { class: 'card' },
            h('h2', {}, `Parcels that left from ${first} to ${last}`),
            table(
              'Carriers by country',
              ['Carrier', 'To', ...figures('Parcels', 'Late', 'Lost', 'Came back', 'Not heard of', 'Days, mean')],
              lanes.map(row),
            ),
            publishedError('sample'),
          ),
    ];
  },
};

/** The share that was late, and from where to where it may be. */
function lateOf(share: number, ended: number): string {
  if (ended === 0) return '';
  const { low, high } = wilsonInterval(share, ended);
  const [late, from, to] = [share, low, high].map((one) => Math.round(100 * one));
  return `${late}% (${from}–${to}%)`;
}

function row({ carrier, country, parcels, lateShare, lost, returned, silent, averageDays, delivered }: Lane): Child[] {
  return [
    ...[carrier === 'none' ? 'not named' : carrier, country, count(parcels), lateOf(lateShare, delivered + lost)],
    ...[count(lost), count(returned), count(silent), delivered === 0 ? '' : averageDays.toFixed(1)],
  ];
}
