/** How often what is foreseen is right, one click beside where it is shown: what the commands of docs/models have measured. */
import demand from '../../docs/performance/demand-sales.json' with { type: 'json' };
import warnings from '../../docs/performance/warnings.json' with { type: 'json' };
import { h } from './dom.ts';

const ofAll = demand.kinds.find(({ kind }) => kind === 'all');
const creeping = warnings.kinds.find(({ kind }) => kind === 'creeping');

/** What was measured of each, in sentences, and where the whole of it stands. */
const publishedErrors = {
  demand: {
    page: 'docs/models/demand.md',
    sentences: [
      `On ${demand.source}, every ${demand.origins.every} days for the ${demand.origins.horizon} days to come, ${ofAll?.cases} times:`,
      `off by ${ofAll?.mase.shipped} (MASE), where saying that the last ${demand.origins.horizon} days come again is off by ${ofAll?.mase.naive} and the mean of all days by ${ofAll?.mase.mean};`,
      `the stock lasted until the supply came in ${ofAll?.coverage.shipped} of 100 cases, where it should in 95.`,
    ],
  },
  warnings: {
    page: 'docs/models/warnings.md',
    sentences: [
      `In a generated year: ${creeping?.warned} of ${creeping?.breaches} breaches that came gradually were foreseen, half of them at least ${creeping?.minutesAhead} minutes ahead of the alarm, and ${warnings.falseAWeek} warnings a week came to nothing. Sudden ones nobody foresees.`,
    ],
  },
} as const satisfies Record<string, { readonly page: string; readonly sentences: readonly string[] }>;

/**
 * "How often is this right?", closed until somebody asks.
 * @param here what is known of it where it is shown
 */
export function publishedError(of: keyof typeof publishedErrors, here?: string): HTMLElement {
  const { page, sentences } = publishedErrors[of];
  return h(
    'details',
    { class: 'quiet' },
    h('summary', {}, 'How often is this right?'),
    here !== undefined && h('p', {}, here),
    h('p', {}, sentences.join(' ')),
    h('p', {}, `The whole of it: ${page}.`),
  );
}
