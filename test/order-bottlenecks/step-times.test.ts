import type { HistoryEvent, HistoryEventType } from '@aws-sdk/client-sfn';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minutesOf } from '../../lambdas/foresight/bottlenecks.ts';
import { stepTimes } from '../../lambdas/order-bottlenecks/step-times.ts';

type Happened = Partial<HistoryEvent> & { readonly type: HistoryEventType };

/** What happened, each so many seconds after the first. */
const history = (...events: readonly (readonly [seconds: number, event: Happened])[]): HistoryEvent[] =>
  events.map(([seconds, event], index) => ({ id: index + 1, timestamp: new Date(seconds * 1000), ...event }));

const entered = { type: 'TaskStateEntered', stateEnteredEventDetails: { name: 'Check payment' } } as const;
const scheduled = { type: 'TaskScheduled' } as const;
const submitted = { type: 'TaskSubmitted' } as const;
const succeeded = { type: 'TaskSucceeded' } as const;
const exited = { type: 'TaskStateExited' } as const;
const failed = (error: string): Happened => ({
  type: 'TaskFailed',
  taskFailedEventDetails: { error, resource: 'invoke', resourceType: 'lambda' },
});
const timedOut: Happened = {
  type: 'TaskTimedOut',
  taskTimedOutEventDetails: { error: 'States.Timeout', resource: 'invoke', resourceType: 'lambda' },
};

const seconds = (waiting: number, running: number, retrying: number) => ({
  ...{ waiting: waiting * 1000, running: running * 1000, retrying: retrying * 1000 },
});

describe('the time of a step', () => {
  it.each([
    ['runs', history([0, entered], [0, scheduled], [2, succeeded], [2, exited]), seconds(0, 2, 0), {}],
    [
      'waits for an answer',
      history([0, entered], [0, scheduled], [1, submitted], [61, succeeded], [61, exited]),
      seconds(60, 1, 0),
      {},
    ],
    [
      'has its answer ahead of the note that it was asked for',
      history([0, entered], [0, scheduled], [1, succeeded], [2, submitted], [2, exited]),
      seconds(0, 1, 0),
      {},
    ],
    [
      'is tried again, the pause included',
      history([0, entered], [0, scheduled], [3, failed('Down')], [8, scheduled], [9, succeeded], [9, exited]),
      seconds(0, 1, 8),
      { Down: 8000 },
    ],
    [
      'says no by name',
      history([0, entered], [0, scheduled], [4, failed('OutOfStock')], [4, exited]),
      seconds(0, 4, 0),
      {},
    ],
    [
      'waits until the payment is given up',
      history([0, entered], [0, scheduled], [1, submitted], [901, timedOut], [901, exited]),
      seconds(900, 1, 0),
      {},
    ],
    [
      'stops, and goes on when somebody redrives it',
      history(
        [0, entered],
        [0, scheduled],
        [2, failed('Down')],
        [2, { type: 'ExecutionFailed' }],
        [602, { type: 'ExecutionRedriven' }],
        [602, scheduled],
        [603, succeeded],
        [603, exited],
      ),
      seconds(0, 1, 602),
      { Down: 602_000 },
    ],
    ['stops for good', history([0, entered], [0, scheduled], [2, failed('Down')]), seconds(0, 0, 2), { Down: 2000 }],
  ])('goes by while it %s', (_, events, time, errors) => {
    expect(stepTimes(events)).toEqual([{ step: 'Check payment', ...time, errors }]);
  });

  it('adds up to the time from entering to leaving, however often it failed', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(90), fc.nat(90)), { maxLength: 10 }), fc.nat(900), (tries, last) => {
        let at = 0;
        const events: [number, Happened][] = [[0, entered]];
        for (const [ran, paused] of tries) {
          events.push([at, scheduled], [at + ran, failed('Down')]);
          at += ran + paused;
        }
        events.push([at, scheduled], [at + last, succeeded], [at + last, exited]);
        const [time] = stepTimes(history(...events));
        expect(time && minutesOf(time)).toBe((at + last) * 1000);
      }),
    );
  });
});
