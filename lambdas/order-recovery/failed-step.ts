import { setTimeout as pause } from 'node:timers/promises';
import { GetExecutionHistoryCommand } from '@aws-sdk/client-sfn';
import { logger } from '../runtime/logger.ts';
import { isPassing } from '../runtime/passing.ts';
import { stepFunctions } from '../runtime/step-functions.ts';

/** Step Functions answers 20 such calls a second in most regions; many executions fail at once. */
const throttled: ReadonlySet<string> = new Set(['ThrottlingException']);
const attempts = 4;

/**
 * The step at which an execution failed: the last state that it entered. No event and no error says it.
 * @returns nothing where it has no history, or Step Functions has no room to say it now
 */
export async function failedStep(executionArn: string): Promise<string | undefined> {
  for (let attempt = 1; ; attempt++) {
    try {
      const { events = [] } = await stepFunctions.send(
        // An execution of ours has a tenth of as many events, whatever it repeats.
        new GetExecutionHistoryCommand({
          executionArn,
          reverseOrder: true,
          maxResults: 1_000,
          includeExecutionData: false,
        }),
      );
      return events.find(({ stateEnteredEventDetails }) => stateEnteredEventDetails)?.stateEnteredEventDetails?.name;
    } catch (error) {
      if (error instanceof Error && error.name === 'ExecutionDoesNotExist') return undefined;
      if (!isPassing(error, throttled)) throw error;
      if (attempt === attempts) {
        logger.warn('the step of a failure is not known yet', { executionArn, error: error as Error });
        return undefined;
      }
      await pause(Math.random() * 1_000 * 2 ** attempt);
    }
  }
}
