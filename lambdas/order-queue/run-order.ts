import { StartSyncExecutionCommand } from '@aws-sdk/client-sfn';
import * as z from 'zod/mini';
import { type Start, startExecution, type WorkflowInput } from '../order-workflow/start-workflow.ts';
import { environment } from '../runtime/environment.ts';
import { stepFunctions } from '../runtime/step-functions.ts';

/** How an Express execution ended that did not fail: with the order's end, or where it has to wait. */
export type ExpressEnd = 'ended' | 'waits for its payment';

/** What running an order from the queue touches. */
export interface RunOrderPorts {
  readonly runExpress: (input: WorkflowInput) => Promise<ExpressEnd>;
  readonly startExecution: (input: WorkflowInput) => Promise<Start>;
}

const production: RunOrderPorts = { runExpress, startExecution };

/** How often an order is tried as an Express execution; from then on, a Standard execution goes on with it. */
const expressDeliveries = 2;

/**
 * Runs an order through the workflow, as an Express execution. One that has to wait for its payment, or that failed
 * twice, goes on in a Standard execution, which waits, fails and is redriven as any. Safe to run twice, and beside
 * itself.
 * @param deliveries how often the queue has delivered the order, this time included
 * @throws ExpressFailed worth another delivery
 * @throws NoRoomToStart while Step Functions takes no start; worth another delivery
 */
export async function runOrder(
  input: WorkflowInput,
  deliveries: number,
  { runExpress, startExecution }: RunOrderPorts = production,
): Promise<void> {
  if (deliveries <= expressDeliveries && (await runExpress(input)) === 'ended') return;
  if ((await startExecution(input)) === 'later') throw new NoRoomToStart(input.orderId);
}

/** An Express execution failed, and undid nothing: its steps find what they did. */
export class ExpressFailed extends Error {
  override readonly name = 'ExpressFailed';

  constructor(orderId: string, reason: string) {
    super(`the Express execution of order ${orderId} failed: ${reason}`);
  }
}

/** Step Functions takes no start of a Standard execution just now. */
export class NoRoomToStart extends Error {
  override readonly name = 'NoRoomToStart';

  constructor(orderId: string) {
    super(`there is no room to start the Standard execution of order ${orderId}`);
  }
}

/** How the definition says that an order has to wait (`lib/order-workflow-definition.ts`). */
const Output = z.object({ waitsForPayment: z.optional(z.boolean()) });

/** Runs an order as an Express execution, to its end: five minutes at most. Its name is the order's id, in the log too. */
async function runExpress(input: WorkflowInput): Promise<ExpressEnd> {
  const { status, output, error, cause } = await stepFunctions.send(
    new StartSyncExecutionCommand({
      stateMachineArn: environment('EXPRESS_STATE_MACHINE_ARN'),
      name: input.orderId,
      input: JSON.stringify(input),
    }),
  );
  if (status !== 'SUCCEEDED') throw new ExpressFailed(input.orderId, `${error ?? status} ${cause ?? ''}`);
  return z.parse(Output, JSON.parse(output ?? '{}')).waitsForPayment ? 'waits for its payment' : 'ended';
}
