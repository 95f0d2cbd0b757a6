import * as z from 'zod/mini';
import { holdingsOf } from '../inventory/holdings.ts';
import { causeOf, type Failure, groupOf } from '../order-failures/failure.ts';
import { type FailureTable, failureTable } from '../order-failures/failure-table.ts';
import { orderIdIn } from '../order-workflow/execution-arn.ts';
import { endOfHold } from '../orders/end-of-hold.ts';
import { type Order, OrderId } from '../orders/order.ts';
import { isOpen } from '../orders/order-status.ts';
import { type OrderRecord, type OrderTable, orderTable } from '../orders/order-table.ts';
import { endedBesideWorkflow } from '../orders/rejection.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { environment } from '../runtime/environment.ts';
import { logger } from '../runtime/logger.ts';
import { failedStep } from './failed-step.ts';

/** What EventBridge tells of an execution that failed, and what a dead letter says. */
export const ExecutionFailure = z.object({
  /** ISO 8601 UTC. */
  time: z.optional(z.iso.datetime()),
  detail: z.object({
    /** Begins with the order's id. */
    name: z.string(),
    executionArn: z.string(),
    status: z.string(),
    error: z.nullish(z.string()),
    cause: z.nullish(z.string()),
    /** When it ended, in milliseconds since 1970. */
    stopDate: z.nullish(z.number()),
  }),
});
export type ExecutionFailure = Readonly<z.output<typeof ExecutionFailure>>;

/** What noting a failure touches. */
export interface NoteFailurePorts {
  readonly orders: Pick<OrderTable, 'noteFailure' | 'find' | 'addOrder'>;
  readonly failures: Pick<FailureTable, 'note' | 'settle'>;
  readonly failedStep: (executionArn: string) => Promise<string | undefined>;
  readonly clock: Clock;
  /** How long stock is held for an order that is not confirmed, in seconds, unless it is extended. */
  readonly holdSeconds: number;
}

/** The tables, clock and state machine of production. */
export const noteFailurePorts = (): NoteFailurePorts => ({
  orders: orderTable(),
  failures: failureTable(),
  failedStep,
  clock: systemClock,
  holdSeconds: Number(environment('HOLD_SECONDS')),
});

/**
 * Notes that the execution of an order failed: among the failures, for whoever mends it; and on an order without an
 * answer, so that whoever looks at it learns that it is delayed, and its stock is given back when its hold is over. That
 * note stays when the execution is redriven: it is a reason to ask how the execution stands, not the answer. Safe to run
 * twice, and late.
 */
export async function noteFailure(
  { time, detail }: ExecutionFailure,
  ports: NoteFailurePorts = noteFailurePorts(),
): Promise<void> {
  const { orders, failures, clock } = ports;
  const orderId = OrderId.safeParse(orderIdIn(detail.name));
  const record = orderId.success ? await orders.find(orderId.data) : undefined;
  const order = record?.order;
  if (record === undefined || order === undefined) {
    logger.warn('an execution failed that is no order’s', { name: detail.name });
    return;
  }
  const failedAt = endOf({ time, detail }) ?? clock().toISOString();
  if (isOpen(order.status)) {
    // Where it failed before anything had changed about the order, that is not stored.
    if (!record.isStored) await orders.addOrder(order);
    await orders.noteFailure(order, failedAt);
  }
  // What ended beside its workflow has all that it needs: its execution is of no use any more.
  if (endedBesideWorkflow(order)) await failures.settle(order.id, failedAt, clock());
  else await failures.note(await failureOf({ ...record, order }, { detail, failedAt }, ports));
}

/** When the execution ended, ISO 8601 UTC. */
function endOf({ time, detail: { stopDate } }: ExecutionFailure): string | undefined {
  const end = stopDate ?? time;
  return end === undefined ? undefined : new Date(end).toISOString();
}

async function failureOf(
  { order, content }: OrderRecord & { readonly order: Order },
  { detail, failedAt }: Pick<ExecutionFailure, 'detail'> & { readonly failedAt: string },
  { failedStep, holdSeconds }: NoteFailurePorts,
): Promise<Failure> {
  const { executionArn, status } = detail;
  const step = await failedStep(executionArn);
  const kind = { ...(step !== undefined && { step }), error: detail.error ?? status, cause: causeOf(detail.cause) };
  const held = holdingsOf(order, content?.lines ?? []);
  return {
    orderId: order.id,
    number: order.number,
    storefront: order.storefront,
    orderStatus: order.status,
    status,
    ...kind,
    group: groupOf(kind),
    failedAt,
    currency: order.currency,
    total: order.total,
    unitsHeld: held.reduce((sum, { units }) => sum + units.reduce((taken, { units }) => taken + units, 0), 0),
    ...(isOpen(order.status) && { holdEndsAt: endOfHold(order, holdSeconds).toISOString() }),
    executionArn,
  };
}
