import {
  DescribeExecutionCommand,
  type HistoryEvent,
  paginateGetExecutionHistory,
  paginateListExecutions,
  SFNClient,
} from '@aws-sdk/client-sfn';
import { executionArnOf } from '../../lambdas/order-workflow/execution-arn.ts';
import { type ExecutionPath, pathOf } from '../../lambdas/order-workflow/execution-path.ts';
import { endedItsOrder, expressHistories } from './express-log.ts';
import type { DeployedStage } from './function-environment.ts';

/** The executions of a stage's state machine, by order id. */
export type Executions = ReturnType<typeof executionsOf>;

/** Reads the executions of a stage's state machine. */
export function executionsOf(stage: DeployedStage) {
  const { settings, outputs } = stage;
  const stateMachineArn = outputs.StateMachineArn ?? '';
  const stepFunctions = new SFNClient(settings);
  const arnOf = (orderId: string) => executionArnOf(stateMachineArn, orderId);

  /** Where the order is: by its execution's history, or else, in the high-volume mode, by the log of its last one. */
  async function path(orderId: string): Promise<ExecutionPath> {
    const events = await history(orderId);
    if (events.length > 0) return pathOf(events);
    const express = (await expressHistories(stage, orderId)).at(-1) ?? [];
    return endedItsOrder(express) ? pathOf(express) : { ...pathOf(express), status: 'RUNNING' };
  }

  /** The history of the order's Standard execution; empty when it has none. */
  async function history(orderId: string): Promise<readonly HistoryEvent[]> {
    const asked = { executionArn: arnOf(orderId), maxResults: 1000 };
    return unlessMissing(allEvents(paginateGetExecutionHistory({ client: stepFunctions }, asked)), []);
  }

  /**
   * How the execution stands, and with which error it ended if it failed. In the high-volume mode an order may have none
   * but in the log.
   */
  async function status(orderId: string): Promise<{ readonly status: string; readonly error?: string | undefined }> {
    const standard = await unlessMissing(
      stepFunctions.send(new DescribeExecutionCommand({ executionArn: arnOf(orderId) })),
      undefined,
    );
    if (standard !== undefined) return { status: standard.status ?? 'RUNNING', error: standard.error };
    const hasEnded = (await expressHistories(stage, orderId)).some(endedItsOrder);
    return { status: hasEnded ? 'SUCCEEDED' : 'RUNNING' };
  }

  /** Whether there is one. */
  async function exists(orderId: string): Promise<boolean> {
    const found = await unlessMissing(
      stepFunctions.send(new DescribeExecutionCommand({ executionArn: arnOf(orderId) })),
      undefined,
    );
    return found !== undefined || (await expressHistories(stage, orderId)).length > 0;
  }

  /** The orders whose executions were redriven and still run. */
  async function redriven(): Promise<readonly string[]> {
    const found: string[] = [];
    const running = { stateMachineArn, statusFilter: 'RUNNING', redriveFilter: 'REDRIVEN' } as const;
    for await (const { executions = [] } of paginateListExecutions({ client: stepFunctions }, running)) {
      found.push(...executions.filter(({ redriveCount = 0 }) => redriveCount > 0).map(({ name = '' }) => name));
    }
    return found;
  }

  return { stepFunctions, path, history, status, exists, redriven };
}

/** One that was redriven again and again has more events than an answer takes, and its last step stands in the last. */
async function allEvents(pages: AsyncIterable<{ readonly events?: readonly HistoryEvent[] | undefined }>) {
  const all: HistoryEvent[] = [];
  for await (const { events = [] } of pages) all.push(...events);
  return all;
}

/** An accepted order may wait for its execution to be started: it is on its way. */
async function unlessMissing<Found, Instead>(found: Promise<Found>, instead: Instead): Promise<Found | Instead> {
  try {
    return await found;
  } catch (error) {
    if (error instanceof Error && error.name === 'ExecutionDoesNotExist') return instead;
    throw error;
  }
}
