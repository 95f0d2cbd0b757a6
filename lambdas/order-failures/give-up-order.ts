import { type RejectBesideWorkflowPorts, rejectBesideWorkflow } from '../order-holds/reject-beside-workflow.ts';
import { requestNotice, requestOrderEffects } from '../orders/order-effects-queue.ts';
import { isOpen } from '../orders/order-status.ts';
import { type OrderTable, orderTable } from '../orders/order-table.ts';
import type { Caller } from '../runtime/caller.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { Problem } from '../runtime/problem.ts';
import { demandOrder } from './demand-order.ts';
import { type FailureTable, failureTable } from './failure-table.ts';
import { failureTaken, notFailed } from './problems.ts';
import type { GivenUpOrder } from './repair.ts';

/** What giving an order up touches. */
export interface GiveUpOrderPorts extends RejectBesideWorkflowPorts {
  readonly orders: Pick<OrderTable, 'findOrder' | 'addOrder' | 'end'>;
  readonly failures: Pick<FailureTable, 'find' | 'claim' | 'settle'>;
  readonly clock: Clock;
}

const production = (): GiveUpOrderPorts => ({
  orders: orderTable(),
  failures: failureTable(),
  requestOrderEffects,
  requestNotice,
  clock: systemClock,
});

const reason = 'TECHNICAL_PROBLEM';

/** Longer than giving up takes. */
const claimMilliseconds = 30_000;

/**
 * Rejects a failed order that cannot be brought home; its stock, its money and the notice to its customer follow. The
 * status decides the race with a confirmation, a claim the one with a redrive. Safe to run twice: what a call that was
 * cut off left undone, a repeat does.
 * @throws Problem not-found, not-failed when it goes on, or has its answer, failure-taken when another operator is at it
 */
export async function giveUpOrder(
  { subject, name }: Pick<Caller, 'subject' | 'name'>,
  id: string,
  ports: GiveUpOrderPorts = production(),
): Promise<GivenUpOrder> {
  const { orders, failures, clock } = ports;
  const order = await demandOrder(id, orders);
  const now = clock();
  const failure = await failures.find(order.id);
  if (order.rejection?.reason !== reason) {
    if (!isOpen(order.status)) {
      throw new Problem(
        notFailed,
        `The order is ${order.status}: there is nothing to give up. A redrive ends its workflow.`,
      );
    }
    if (failure === undefined) {
      throw new Problem(
        notFailed,
        'The order goes on: it has not failed, or not that anybody knew. It can be cancelled.',
      );
    }
    const claimedUntil = new Date(now.getTime() + claimMilliseconds).toISOString();
    if (!(await failures.claim(failure, { claimId: `give-up ${subject}`, claimedBy: name, claimedUntil }, now))) {
      throw new Problem(failureTaken, `${failure.claimedBy ?? 'Another operator'} is at it. Look again in a minute.`);
    }
  }
  // Nothing may have changed about it yet, so that it is not stored.
  if (order.status === 'PENDING') await orders.addOrder(order);
  const isRejected = await rejectBesideWorkflow(order.id, { reason, at: now.toISOString() }, {}, ports);
  const ended = isRejected ? undefined : await orders.findOrder(order.id);
  if (ended !== undefined && ended.rejection?.reason !== reason) {
    throw new Problem(notFailed, `The order is ${ended.status} by now: it was not given up.`);
  }
  if (!isRejected) {
    // By an earlier call, which may have been cut off.
    await ports.requestOrderEffects(order.id);
    await ports.requestNotice({ orderId: order.id, event: 'order-rejected' });
  }
  if (failure !== undefined) await failures.settle(order.id, failure.failedAt, now);
  return { orderId: order.id, status: 'REJECTED', rejection: ended?.rejection ?? { reason, at: now.toISOString() } };
}
