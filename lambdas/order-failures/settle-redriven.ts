import * as z from 'zod/mini';
import { orderIdIn } from '../order-workflow/execution-arn.ts';
import { OrderId } from '../orders/order.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { type FailureTable, failureTable } from './failure-table.ts';

/** What EventBridge tells of an execution that goes on after a redrive; its name begins with the order's id. */
export const RedrivenExecution = z.object({ detail: z.object({ name: z.string(), redriveDate: z.number() }) });
export type RedrivenExecution = Readonly<z.output<typeof RedrivenExecution>>;

/** What settling touches. */
export interface SettleRedrivenPorts {
  readonly failures: Pick<FailureTable, 'settle'>;
  readonly clock: Clock;
}

const production = (): SettleRedrivenPorts => ({ failures: failureTable(), clock: systemClock });

/**
 * Takes an order that goes on out of the failures, whoever redrove it: an operator in the AWS console, say. What has
 * failed since stays. Safe to run twice, and late.
 */
export async function settleRedriven(
  { detail: { name, redriveDate } }: RedrivenExecution,
  { failures, clock }: SettleRedrivenPorts = production(),
): Promise<void> {
  const orderId = OrderId.safeParse(orderIdIn(name));
  if (orderId.success) await failures.settle(orderId.data, new Date(redriveDate).toISOString(), clock());
}
