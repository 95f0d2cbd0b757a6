import type { InputOf } from '../../client/src/client.ts';
import type { Question } from './dialog.ts';

type Request = InputOf<'startRedrive'>['body'];

/** Which failed orders are to go on. */
export type Redriven = Pick<Request, 'orders' | 'group' | 'all'>;

/** Lets failed orders go on, from the step that failed or anew; a dry run only says what would become of each. */
export function redriveQuestion(which: Redriven, what: string, dryRun = false): Question {
  return {
    title: `${dryRun ? 'Try' : 'Redrive'} ${what}${dryRun ? ' without doing it' : ''}`,
    explanation: dryRun
      ? 'Says of each order what would become of it, and changes nothing.'
      : 'Mend the cause first. Each goes on from the step that failed; what it had done already is not done again.',
    fields: [
      {
        name: 'rate',
        label: 'Orders a second',
        help: 'What they call has just been mended.',
        type: 'number',
        value: '25',
        min: 1,
        max: 100,
      },
      {
        name: 'from',
        label: 'From',
        help: 'The first step finds what was done. It is for orders that failed because the workflow itself was wrong, or 14 days ago.',
        value: 'failed',
        options: [
          ['failed', 'the step that failed'],
          ['first', 'the first step'],
        ],
      },
    ],
    action: dryRun ? 'Try it' : 'Redrive',
    said: () => (dryRun ? 'The dry run has begun: see Failed.' : 'The redrive has begun: see Failed.'),
    async run({ rate, from, why = '' }, { api, idempotencyKey }) {
      const body = { ...which, dryRun, startAnew: from === 'first', ratePerSecond: Number(rate), reason: why };
      await api.startRedrive({ body: body as Request }, { idempotencyKey });
    },
  };
}
