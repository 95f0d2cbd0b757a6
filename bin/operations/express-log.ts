import { CloudWatchLogsClient, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import type { HistoryEvent, HistoryEventType } from '@aws-sdk/client-sfn';
import { handoverName } from '../../lib/order-workflow-definition.ts';
import type { DeployedStage } from './function-environment.ts';

/** An event of an Express execution, as Step Functions logs it. */
interface LoggedEvent {
  readonly id: string;
  readonly type: HistoryEventType;
  readonly details?: { readonly name?: string; readonly error?: string };
  readonly event_timestamp: string;
  readonly execution_arn: string;
}

/**
 * What the log has of an order's Express executions, in the words of a history: nothing else has it. Of each execution
 * all events in a stage that logs them, else only those of what failed. The first began first.
 */
export async function expressHistories(
  { settings, outputs }: DeployedStage,
  orderId: string,
): Promise<readonly (readonly HistoryEvent[])[]> {
  const client = new CloudWatchLogsClient(settings);
  const executions = new Map<string, LoggedEvent[]>();
  // The name of an Express execution is its order's id, which stands in its ARN.
  const query = { logGroupName: outputs.ExpressLogGroup, filterPattern: `"${orderId}"` };
  for await (const { events = [] } of paginateFilterLogEvents({ client }, query)) {
    for (const { message = '' } of events) {
      const event = JSON.parse(message) as LoggedEvent;
      executions.set(event.execution_arn, [...(executions.get(event.execution_arn) ?? []), event]);
    }
  }
  const begin = ([first]: readonly LoggedEvent[]) => Number(first?.event_timestamp);
  const inOrder = [...executions.values()].map((events) => events.sort((a, b) => Number(a.id) - Number(b.id)));
  return inOrder.sort((a, b) => begin(a) - begin(b)).map((events) => events.map(historyEvent));
}

/** Whether an Express execution ended its order: one that failed is delivered again, one that handed over goes on. */
export function endedItsOrder(events: readonly HistoryEvent[]): boolean {
  const handedOver = events.some(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name === handoverName);
  return events.at(-1)?.type === 'ExecutionSucceeded' && !handedOver;
}

/** What every task of the workflow does. */
const task = { resourceType: 'lambda', resource: 'invoke' } as const;

function historyEvent({ id, type, details: { name, error } = {}, event_timestamp }: LoggedEvent): HistoryEvent {
  return {
    id: Number(id),
    type,
    timestamp: new Date(Number(event_timestamp)),
    ...(name !== undefined && type.endsWith('StateEntered') && { stateEnteredEventDetails: { name } }),
    ...(type === 'TaskFailed' && { taskFailedEventDetails: { ...task, error } }),
    ...(type === 'TaskTimedOut' && { taskTimedOutEventDetails: { ...task, error } }),
  };
}
