import { endOfHold } from '../orders/end-of-hold.ts';
import type { OrderStatus } from '../orders/order-status.ts';
import { type Circumstances, saidBy, type Words } from './circumstances.ts';

/** What goes before where it stands: a person has to do something about it. */
export function needsAPerson(of: Circumstances): Words | undefined {
  const { snapshot } = of;
  const { order, payment, formerPayments } = snapshot;
  const at = saidBy(of);
  const reviewed = [...(payment ? [payment] : []), ...formerPayments].find(({ review }) => review !== undefined);
  if (reviewed !== undefined) {
    return {
      sentence: `${statusWords[order.status]}, but a person must decide about its payment by ${reviewed.provider}: ${reviewed.review}.`,
      advice:
        'Finance compares it with the provider’s console, and refunds or cancels. Tell the customer that we are looking into it.',
      turn: 'staff',
    };
  }
  const dispute = payment?.disputes?.find(({ status }) => status === 'OPEN');
  if (dispute !== undefined) {
    return {
      sentence: `${statusWords[order.status]}, but the payment is disputed since ${at(dispute.at)} (${dispute.kind}: ${dispute.reason}).`,
      advice: 'It is not shipped while the dispute is open. Finance answers it in the provider’s console.',
      turn: 'staff',
    };
  }
  return stopped(of);
}

/** An execution that failed for good, before its customer has an answer or was told of it. */
function stopped(of: Circumstances): Words | undefined {
  const { snapshot, execution, holdSeconds } = of;
  const { order } = snapshot;
  const isStopped = typeof execution === 'object' && ['FAILED', 'TIMED_OUT', 'ABORTED'].includes(execution.status);
  if (!isStopped) return undefined;
  const at = saidBy(of);
  const step = execution.steps.at(-1)?.name ?? 'its first step';
  const failed = `“${step}” failed: ${[execution.error ?? execution.status, execution.cause].filter(Boolean).join(', ')}`;
  const since = execution.endedAt === undefined ? '' : ` since ${at(execution.endedAt)}`;
  if (order.status !== 'PENDING' && order.status !== 'RESERVED') {
    if (step !== 'Notify customer') return undefined;
    return {
      sentence: `${statusWords[order.status]}, but its customer has not been told of it${since} (${failed}).`,
      advice:
        'Tell the customer yourself. An operator mends the cause and redrives the order; then the message goes out.',
      turn: 'staff',
    };
  }
  const until = endOfHold(order, holdSeconds).toISOString();
  return {
    sentence: `Stands still${since}, by a problem of ours: ${troubles[step] ?? 'it could not go on'} (${failed}).`,
    advice: `The customer need not do anything. An operator mends the cause and lets it go on (redrive) before ${at(until)}; else it is rejected then, its stock and money are released, and the customer is told.`,
    turn: 'staff',
    until,
  };
}

/** What it means that a step failed, for who knows the shop and not how the service is made. */
const troubles: Readonly<Record<string, string>> = {
  'Reserve inventory': 'its stock could not be reserved',
  'Check payment': 'its payment could not be checked',
  'Confirm order': 'it could not be confirmed',
  'Reject order': 'it could not be called off',
};

const statusWords: Readonly<Record<OrderStatus, string>> = {
  PENDING: 'Accepted',
  RESERVED: 'Its stock is held',
  CONFIRMED: 'Confirmed',
  SHIPPED: 'Shipped',
  REJECTED: 'Rejected',
  CANCELLED: 'Cancelled',
};
