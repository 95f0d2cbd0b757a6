import type { HistoryEvent } from '@aws-sdk/client-sfn';

/** One step on an order's path, as the execution's history tells it. */
export interface PathStep {
  readonly name: string;
  /**
   * `refused`: the step said no by name and the machine took another way; `retrying`: it failed and will be tried
   * again; `failed`: for good.
   */
  readonly status: 'running' | 'retrying' | 'succeeded' | 'refused' | 'failed';
  readonly attempts: number;
  readonly error: string | undefined;
  readonly startedAt: Date;
  readonly endedAt: Date | undefined;
}

/** What an order went through until now. */
export interface ExecutionPath {
  readonly status: 'RUNNING' | 'SUCCEEDED' | 'FAILED';
  readonly steps: readonly PathStep[];
}

/**
 * The steps of an execution, in the order in which they were entered.
 *
 * @example
 * const { events = [] } = await stepFunctions.send(new GetExecutionHistoryCommand({ executionArn }));
 * pathOf(events).steps.map(({ name, status }) => `${name}: ${status}`);
 */
export function pathOf(events: readonly HistoryEvent[]): ExecutionPath {
  const steps: PathStep[] = [];
  let status: ExecutionPath['status'] = 'RUNNING';
  const change = (changes: Partial<PathStep>) => {
    const last = steps.pop();
    if (last !== undefined) steps.push({ ...last, ...changes });
  };

  for (const event of events) {
    const { type, timestamp: at = new Date(Number.NaN) } = event;
    const last = steps.at(-1);
    switch (type) {
      case 'TaskStateEntered':
        steps.push({
          name: event.stateEnteredEventDetails?.name ?? '',
          status: 'running',
          attempts: 0,
          error: undefined,
          startedAt: at,
          endedAt: undefined,
        });
        break;
      case 'TaskScheduled':
        change({ status: 'running', attempts: (last?.attempts ?? 0) + 1, error: undefined });
        break;
      case 'TaskFailed':
        change({ status: 'retrying', error: event.taskFailedEventDetails?.error });
        break;
      case 'TaskTimedOut':
        change({ status: 'retrying', error: event.taskTimedOutEventDetails?.error });
        break;
      case 'TaskStateExited':
        change({ status: last?.error === undefined ? 'succeeded' : 'refused', endedAt: at });
        break;
      case 'ExecutionSucceeded':
        status = 'SUCCEEDED';
        break;
      case 'ExecutionFailed':
      case 'ExecutionTimedOut':
      case 'ExecutionAborted':
        status = 'FAILED';
        change({ status: 'failed', endedAt: at });
        break;
      case 'ExecutionRedriven':
        status = 'RUNNING';
        change({ status: 'running', endedAt: undefined });
        break;
    }
  }
  return { status, steps };
}
