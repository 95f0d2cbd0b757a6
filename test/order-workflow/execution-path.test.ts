import type { HistoryEvent, HistoryEventType } from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { pathOf } from '../../lambdas/order-workflow/execution-path.ts';

const history = (...events: (Partial<HistoryEvent> & { type: HistoryEventType })[]): HistoryEvent[] =>
  events.map((event, index) => ({ id: index + 1, timestamp: new Date(1000 * (index + 1)), ...event }));

const entered = (name: string) => ({ type: 'TaskStateEntered', stateEnteredEventDetails: { name } }) as const;
const failed = (error: string) =>
  ({ type: 'TaskFailed', taskFailedEventDetails: { error, resource: 'invoke', resourceType: 'lambda' } }) as const;
const scheduled = { type: 'TaskScheduled' } as const;
const succeeded = { type: 'TaskSucceeded' } as const;
const exited = { type: 'TaskStateExited' } as const;

describe('the path of an execution', () => {
  it('names each step with its times and attempts', () => {
    const { steps, status } = pathOf(
      history(entered('Reserve inventory'), scheduled, succeeded, exited, { type: 'ExecutionSucceeded' }),
    );

    expect(status).toBe('SUCCEEDED');
    expect(steps).toEqual([
      {
        name: 'Reserve inventory',
        status: 'succeeded',
        attempts: 1,
        error: undefined,
        startedAt: new Date(1000),
        endedAt: new Date(4000),
      },
    ]);
  });

  it.each([
    ['runs', [scheduled], { status: 'running', attempts: 1 }],
    ['waits for its next attempt', [scheduled, failed('Timeout')], { status: 'retrying', error: 'Timeout' }],
    ['runs again', [scheduled, failed('Timeout'), scheduled], { status: 'running', attempts: 2, error: undefined }],
    ['succeeds at last', [scheduled, failed('Timeout'), scheduled, succeeded, exited], { status: 'succeeded' }],
    ['says no', [scheduled, failed('OutOfStock'), exited], { status: 'refused', error: 'OutOfStock' }],
    [
      'fails for good',
      [scheduled, failed('Down'), { type: 'ExecutionFailed' } as const],
      { status: 'failed', error: 'Down' },
    ],
    [
      'is redriven',
      [scheduled, failed('Down'), { type: 'ExecutionFailed' } as const, { type: 'ExecutionRedriven' } as const],
      { status: 'running' },
    ],
  ])('tells when a step %s', (_, events, step) => {
    expect(pathOf(history(entered('Check payment'), ...events)).steps).toMatchObject([step]);
  });
});
