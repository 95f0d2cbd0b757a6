import type { HistoryEvent } from '@aws-sdk/client-sfn';

/** How an order's time went by at one step, in milliseconds. */
export interface StepTime {
  readonly step: string;
  /** For the answer of somebody else, who had been asked: a payment. */
  readonly waiting: number;
  readonly running: number;
  /** In tries that failed, and between them. */
  readonly retrying: number;
  /** The same, by the error that was to blame. */
  readonly errors: Readonly<Record<string, number>>;
}

/** Where the time goes before the first step is entered. */
export const beforeFirstStep = 'Waiting to begin';

interface Try {
  readonly since: number;
  /** Since when somebody else is asked. */
  readonly asked?: number;
  /** When it ended, and by which error. */
  readonly failed?: { readonly at: number; readonly error: string };
}

/**
 * How an order's time went by, step by step, as the history of its execution tells it. What the machine takes by name
 * as the business's "no" is an answer, not a failed try. Of an execution that stopped, the time until it went on counts
 * to the error that stopped it.
 */
export function stepTimes(events: readonly HistoryEvent[]): readonly StepTime[] {
  const steps: StepTime[] = [];
  let current: Try | undefined;

  const add = (more: Partial<Record<'waiting' | 'running' | 'retrying', number>>, error?: string) => {
    const last = steps.pop();
    if (last === undefined) return;
    const { waiting = 0, running = 0, retrying = 0 } = more;
    steps.push({
      step: last.step,
      waiting: last.waiting + waiting,
      running: last.running + running,
      retrying: last.retrying + retrying,
      errors: error === undefined ? last.errors : { ...last.errors, [error]: (last.errors[error] ?? 0) + retrying },
    });
  };
  const answered = ({ since, asked }: Try, at: number) =>
    // The answer may be quicker than the note that it was asked for.
    asked === undefined || asked > at
      ? add({ running: at - since })
      : add({ running: asked - since, waiting: at - asked });
  const failed = (error = 'unknown', at: number) => {
    if (current !== undefined) current = { ...current, failed: { at, error } };
  };

  for (const event of events) {
    const at = event.timestamp?.getTime() ?? Number.NaN;
    switch (event.type) {
      case 'TaskStateEntered':
        steps.push({
          ...{ step: event.stateEnteredEventDetails?.name ?? '', waiting: 0, running: 0, retrying: 0 },
          errors: {},
        });
        current = { since: at };
        break;
      case 'TaskScheduled':
        if (current?.failed !== undefined) {
          add({ retrying: at - current.since }, current.failed.error);
          current = { since: at };
        }
        break;
      case 'TaskSubmitted':
        if (current !== undefined) current = { ...current, asked: at };
        break;
      case 'TaskSucceeded':
        if (current !== undefined) answered(current, at);
        current = undefined;
        break;
      case 'TaskFailed':
        failed(event.taskFailedEventDetails?.error, at);
        break;
      case 'TaskTimedOut':
        failed(event.taskTimedOutEventDetails?.error, at);
        break;
      case 'TaskStateExited':
        if (current?.failed !== undefined) answered(current, current.failed.at);
        current = undefined;
        break;
    }
  }
  // It stopped here, and has not gone on.
  if (current?.failed !== undefined) add({ retrying: current.failed.at - current.since }, current.failed.error);
  return steps;
}
