import {
  type ExecutionListItem,
  ExecutionStatus,
  ListExecutionsCommand,
  type ListExecutionsCommandOutput,
} from '@aws-sdk/client-sfn';
import * as z from 'zod/mini';
import { redrivableDays } from '../order-failures/failure.ts';
import { type FailureTable, failureTable } from '../order-failures/failure-table.ts';
import { orderIdIn } from '../order-workflow/execution-arn.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { environment } from '../runtime/environment.ts';
import { logger } from '../runtime/logger.ts';
import { serviceName } from '../runtime/service-name.ts';
import { queues } from '../runtime/sqs.ts';
import { stepFunctions } from '../runtime/step-functions.ts';
import { readDeadLetters, saidBy } from './dead-letters.ts';

/** How an execution ends that an operator must hear of. */
const failedStatuses = [ExecutionStatus.FAILED, ExecutionStatus.TIMED_OUT, ExecutionStatus.ABORTED];

/** What ended in so long a time, so that looks that came to nothing are made up for; not more than need be asked for. */
const lookBackHours = 25;

/** The event of an execution that ended later than this may be on its way. */
const graceMinutes = 15;

const Letter = z.object({ detail: z.object({ executionArn: z.string() }) });

/** What looking touches. */
export interface FindUntoldFailuresPorts {
  readonly failures: Pick<FailureTable, 'findSettlement'>;
  readonly clock: Clock;
}

const production = (): FindUntoldFailuresPorts => ({ failures: failureTable(), clock: systemClock });

/**
 * Puts each execution that failed without a dead letter into the dead-letter queue: AWS delivers status events by best
 * effort. One that stands there already is left alone, so a second run does nothing.
 */
export async function findUntoldFailures({ clock, failures }: FindUntoldFailuresPorts = production()): Promise<void> {
  const before = (hours: number) => new Date(clock().getTime() - hours * 3_600_000);
  const failed = await executionsThatFailed(
    before(lookBackHours),
    before(graceMinutes / 60),
    // One that began earlier cannot have failed anew.
    before(redrivableDays * 24),
  );
  if (failed.length === 0) return;

  const told = await executionsInTheQueue();
  for (const execution of failed.filter(({ executionArn = '' }) => !told.has(executionArn))) {
    // Given up, say: its execution stays failed, and its letter is gone.
    const settlement = await failures.findSettlement(orderIdIn(String(execution.name)));
    if (settlement !== undefined && settlement.failedAt >= (execution.stopDate?.toISOString() ?? '')) continue;
    await queues.sendMessage({
      QueueUrl: environment('DEAD_LETTER_QUEUE_URL'),
      MessageBody: JSON.stringify(letterOf(execution)),
    });
    logger.warn('failed order without a dead letter', { orderId: execution.name, status: execution.status });
  }
}

/** The executions that ended badly in a span of time; those that began before `oldest` are not looked at. */
async function executionsThatFailed(from: Date, to: Date, oldest: Date): Promise<readonly ExecutionListItem[]> {
  const failed: ExecutionListItem[] = [];
  for (const statusFilter of failedStatuses) {
    let nextToken: string | undefined;
    do {
      const page: ListExecutionsCommandOutput = await stepFunctions.send(
        new ListExecutionsCommand({ stateMachineArn: environment('STATE_MACHINE_ARN'), statusFilter, nextToken }),
      );
      const { executions = [] } = page;
      failed.push(...executions.filter(({ stopDate }) => stopDate !== undefined && stopDate >= from && stopDate < to));
      // The list begins with what began last.
      const last = executions.at(-1)?.startDate;
      nextToken = last !== undefined && last < oldest ? undefined : page.nextToken;
    } while (nextToken !== undefined);
  }
  return failed;
}

/** The executions that the dead-letter queue tells of. Its messages stay. */
async function executionsInTheQueue(): Promise<ReadonlySet<string>> {
  const told = new Set<string>();
  await readDeadLetters(async (message) => {
    const letter = z.safeParse(Letter, saidBy(message));
    if (letter.success) told.add(letter.data.detail.executionArn);
    return false;
  });
  return told;
}

/** The status event that did not come, as far as it can be told without the execution's data: the history has that. */
function letterOf({ executionArn, stateMachineArn, name, status, startDate, stopDate }: ExecutionListItem) {
  return {
    'detail-type': 'Step Functions Execution Status Change',
    source: serviceName,
    detail: {
      executionArn,
      stateMachineArn,
      name,
      status,
      startDate: startDate?.getTime() ?? null,
      stopDate: stopDate?.getTime() ?? null,
      input: null,
      error: null,
      cause: 'found by the hourly look: no status event had told of it',
    },
  };
}
