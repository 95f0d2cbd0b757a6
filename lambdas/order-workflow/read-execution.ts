import {
  DescribeExecutionCommand,
  ExecutionDoesNotExist,
  GetExecutionHistoryCommand,
  type HistoryEvent,
} from '@aws-sdk/client-sfn';
import { environment } from '../runtime/environment.ts';
import { stepFunctions } from '../runtime/step-functions.ts';
import { executionArnOf } from './execution-arn.ts';
import { type PathStep, pathOf } from './execution-path.ts';

/** How the Standard execution of an order went until now. Times are ISO 8601 UTC. */
export interface ExecutionRecord {
  readonly arn: string;
  readonly status: ExecutionStatus;
  readonly startedAt: string | undefined;
  readonly endedAt: string | undefined;
  /** The name of the error that ended it, and what the function said. */
  readonly error: string | undefined;
  readonly cause: string | undefined;
  readonly redrives: number;
  readonly traceId: string | undefined;
  readonly steps: readonly PathStep[];
}

/** How an execution stands, as Step Functions says it. */
export const executionStatuses = ['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED', 'PENDING_REDRIVE'] as const;
export type ExecutionStatus = (typeof executionStatuses)[number];

/** Some 30 events are the way of an order; each redrive adds some. */
const eventsRead = 1_000;

/** The Standard execution of an order; undefined where there is none: not yet, no longer (90 days), or it ran in an Express one. */
export async function readExecution(orderId: string): Promise<ExecutionRecord | undefined> {
  const executionArn = executionArnOf(environment('STATE_MACHINE_ARN'), orderId);
  try {
    const [execution, { events = [] }] = await Promise.all([
      stepFunctions.send(new DescribeExecutionCommand({ executionArn })),
      stepFunctions.send(new GetExecutionHistoryCommand({ executionArn, maxResults: eventsRead })),
    ]);
    return {
      arn: executionArn,
      status: executionStatuses.find((known) => known === execution.status) ?? 'RUNNING',
      startedAt: execution.startDate?.toISOString(),
      endedAt: execution.stopDate?.toISOString(),
      error: execution.error,
      cause: messageOf(execution.cause),
      redrives: execution.redriveCount ?? 0,
      // X-Ray's header, `Root=1-…;Sampled=1`.
      traceId: /Root=([\w-]+)/.exec(execution.traceHeader ?? '')?.[1],
      steps: pathOf(events).steps,
    };
  } catch (error) {
    if (error instanceof ExecutionDoesNotExist) return undefined;
    throw error;
  }
}

/** What happened in the Standard execution of an order, in its order; undefined where there is none. */
export async function readHistory(orderId: string): Promise<readonly HistoryEvent[] | undefined> {
  const executionArn = executionArnOf(environment('STATE_MACHINE_ARN'), orderId);
  try {
    const { events = [] } = await stepFunctions.send(
      new GetExecutionHistoryCommand({ executionArn, maxResults: eventsRead }),
    );
    return events;
  } catch (error) {
    if (error instanceof ExecutionDoesNotExist) return undefined;
    throw error;
  }
}

/** What the function said; the rest of a cause is its stack trace. */
function messageOf(cause: string | undefined): string | undefined {
  try {
    const said = (JSON.parse(cause ?? '') as { errorMessage?: unknown } | null)?.errorMessage;
    return typeof said === 'string' ? said : cause;
  } catch {
    return cause;
  }
}
