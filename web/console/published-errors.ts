/** How often what is foreseen is right, one click beside where it is shown: what the commands of docs/models have measured. */
import confirmation from '../../docs/performance/confirmation.json' with { type: 'json' };
import delivery from '../../docs/performance/delivery.json' with { type: 'json' };
import demand from '../../docs/performance/demand-sales.json' with { type: 'json' };
import risk from '../../docs/performance/risk.json' with { type: 'json' };
import warnings from '../../docs/performance/warnings.json' with { type: 'json' };

const ofAll = demand.kinds.find(({ kind }) => kind === 'all');
const creeping = warnings.kinds.find(({ kind }) => kind === 'creeping');
const [byRules, , byAmount] = risk.rankings;
const learned = delivery.judged.find(({ foreseer }) => foreseer === 'model');
const byLane = delivery.judged.find(({ foreseer }) => foreseer === 'lane median');
const of100 = (share: number) => `${(100 * share).toFixed(1)} of 100`;

/** What the console shows of what nobody knows for sure: its error, and where the whole of it stands. */
interface PublishedError {
  /** The fields of the API that say it. A test holds that no screen shows one without this error beside it. */
  readonly fields: readonly string[];
  readonly page: string;
  readonly sentences: readonly string[];
}

/**
 * What was measured of each, in sentences. A field of the API that is foreseen or estimated stands here, or a test fails.
 */
export const publishedErrors = {
  demand: {
    fields: ['perDay', 'daysLeft', 'runsDry'],
    page: 'docs/models/demand.md',
    sentences: [
      `On ${demand.source}, every ${demand.origins.every} days for the ${demand.origins.horizon} days to come, ${ofAll?.cases} times:`,
      `off by ${ofAll?.mase.shipped} (MASE), where saying that the last ${demand.origins.horizon} days come again is off by ${ofAll?.mase.naive} and the mean of all days by ${ofAll?.mase.mean};`,
      `the stock lasted until the supply came in ${ofAll?.coverage.shipped} of 100 cases, where it should in 95.`,
    ],
  },
  warnings: {
    fields: ['reachedAt'],
    page: 'docs/models/warnings.md',
    sentences: [
      `In a generated year: ${creeping?.warned} of ${creeping?.breaches} breaches that came gradually were foreseen, half of them at least ${creeping?.minutesAhead} minutes ahead of the alarm, and ${warnings.falseAWeek} warnings a week came to nothing. Sudden ones nobody foresees.`,
    ],
  },
  confirmation: {
    fields: ['expectedBy'],
    page: 'docs/models/confirmation.md',
    sentences: [
      `Of generated orders, ${of100(confirmation.checked.within / confirmation.checked.orders)} were confirmed by the time by which 90 should be.`,
    ],
  },
  arrival: {
    fields: ['earliestDay', 'latestDay', 'lateProbability'],
    page: 'docs/models/delivery.md',
    sentences: [
      `Learned from generated parcels: ${delivery.coverage.toFixed(1)} of 100 came within the range in which 80 should; a date is off by ${learned?.daysOff.toFixed(2)} days, where the median of the lane is by ${byLane?.daysOff.toFixed(2)};`,
      `of being late PR-AUC ${learned?.prAuc} (lane ${byLane?.prAuc}), Brier ${learned?.brier} (lane ${byLane?.brier}). Of real parcels nothing is known until a shop has trained it on its own.`,
    ],
  },
  risk: {
    fields: ['score'],
    page: 'docs/risk.md',
    sentences: [
      `Among ${risk.orders.toLocaleString('en')} generated orders: PR-AUC ${byRules?.averagePrecision.toFixed(3)}, by the amount only ${byAmount?.averagePrecision.toFixed(3)}.`,
      `Of what the rules hold or decline ${of100(risk.atWork.precision)} are fraud, and ${of100(risk.atWork.recall)} of all fraud is among it. Of your own orders it says nothing: compare in shadow mode.`,
    ],
  },
  sample: {
    fields: ['sampled', 'lateShare'],
    page: 'docs/models/samples.md',
    sentences: [
      'What some were counted of stands for all, within an interval: 95 of 100 such intervals hold what all would say (Wilson).',
    ],
  },
} as const satisfies Record<string, PublishedError>;
