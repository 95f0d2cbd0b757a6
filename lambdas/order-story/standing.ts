import { parcelOf } from '../carriers/parcel-status.ts';
import type { Snapshot } from '../order-tracking/represent-order.ts';
import type { ExecutionRecord } from '../order-workflow/read-execution.ts';
import { countedLines } from '../orders/line-counts.ts';
import type { NoticeEvent } from '../orders/notice-event.ts';
import { lostAs } from '../orders/notice-marker.ts';
import type { OrderStatus } from '../orders/order-status.ts';
import type { RejectionReason } from '../orders/rejection.ts';
import { acceptanceOf } from '../payments/acceptance.ts';
import { payBefore } from '../payments/payment.ts';
import { isPaid } from '../payments/payment-status.ts';
import { triesLeft } from '../payments/payment-try.ts';
import { unseenOutcome } from '../risk/assessment-after.ts';
import { type Circumstances, saidBy, type Words } from './circumstances.ts';
import { adviceOnMessage, isUntold, noticesOf, toldWords } from './how-told.ts';
import { amountIn, withinWords } from './in-words.ts';
import { needsAPerson } from './needs-a-person.ts';
import type { Standing } from './order-story.ts';
import { isRefundLeftToStaff, moneyWords } from './where-money-is.ts';

/** Where an order stands, why, and what one can do: in words for who has its customer on the telephone. */
export function standingOf(circumstances: Circumstances): Standing {
  const { snapshot, timeZone } = circumstances;
  const words = needsAPerson(circumstances) ?? wordsOf[snapshot.order.status](circumstances);
  return { ...words, timeZone };
}

const wordsOf: Readonly<Record<OrderStatus, (of: Circumstances) => Words>> = {
  PENDING: pending,
  RESERVED: reserved,
  CONFIRMED: confirmed,
  SHIPPED: shipped,
  REJECTED: rejected,
  CANCELLED: cancelled,
};

function pending(of: Circumstances): Words {
  const { snapshot, execution } = of;
  const at = saidBy(of);
  const accepted = `Accepted at ${at(snapshot.order.createdAt)}`;
  if (execution === 'unread') {
    return {
      sentence: `${accepted}, without an answer yet; how far it has come could not be read just now.`,
      advice: 'Look again in a moment.',
      turn: 'service',
    };
  }
  if (execution === undefined) {
    return {
      sentence: `${accepted}, and waits for its turn: its way has not begun.`,
      advice:
        'It begins by itself, within two minutes of there being room. Where many wait, an operator looks at the alarms StartsDeferred and OrdersQueued.',
      turn: 'service',
    };
  }
  return { sentence: `${accepted}; ${stepWords(of, execution)}.`, advice: 'It goes on by itself.', turn: 'service' };
}

/** At which step the execution is, and whether it is tried again there. */
function stepWords(of: Circumstances, { steps }: ExecutionRecord): string {
  const step = steps.at(-1);
  if (step === undefined) return 'its way has just begun';
  const since = saidBy(of)(step.startedAt.toISOString());
  if (step.status !== 'retrying') return `it is at “${step.name}” since ${since}`;
  return `“${step.name}” is tried again since ${since}, ${step.attempts} times so far (${step.error})`;
}

function reserved(of: Circumstances): Words {
  const { snapshot, now } = of;
  const { order, payment } = snapshot;
  const at = saidBy(of);
  if (payment === undefined) {
    return {
      sentence: 'Its stock is held; nothing is due, or its payment has not begun.',
      advice: 'It goes on by itself.',
      turn: 'service',
    };
  }
  const begun = at(payment.history[0]?.at ?? order.createdAt);
  const end = payBefore(payment);
  const due = amountIn(payment.currency, payment.amount);
  const last = at(payment.history.at(-1)?.at ?? order.createdAt);
  const review = acceptanceOf(payment) === 'held' ? payment.risk?.review : undefined;
  if (payment.risk !== undefined && review !== undefined) {
    const approved = unseenOutcome(payment.risk) === 'APPROVED';
    return {
      sentence: `Paid by ${payment.provider} at ${last} (${due}), and held since ${at(review.since)} for somebody to look at it, until ${at(review.until)}.`,
      advice: `Who may decide about doubtful orders finds it under Risk. If nobody does, it is ${approved ? 'confirmed' : 'rejected'} then. To the customer: we are checking the order.`,
      turn: 'staff',
      until: review.until,
    };
  }
  if (isPaid(payment.status)) {
    return {
      sentence: `Paid by ${payment.provider} at ${last} (${due}), and is being confirmed.`,
      advice: 'It goes on by itself, in seconds.',
      turn: 'service',
    };
  }
  if (payment.status === 'PENDING') {
    if (end !== undefined && end <= now.toISOString()) {
      return {
        sentence: `Was not paid before ${at(end)}; ${payment.provider} is asked a last time whether ${due} has come.`,
        advice: 'It is confirmed if it has, and rejected if not, within minutes, by itself.',
        turn: 'service',
      };
    }
    return {
      sentence: `Waits for the customer to pay ${due} by ${payment.provider} since ${begun}${end === undefined ? '' : `, until ${at(end)}`}. ${askedWords(of)}`,
      advice: `Once it is paid it is confirmed in seconds, by itself; unpaid, it is rejected and its stock released. ${askAdvice(of)}`,
      turn: 'customer',
      ...(end !== undefined && { until: end }),
    };
  }
  const left = triesLeft(order);
  if (payment.status === 'DECLINED' && left > 0) {
    return {
      sentence: `The payment by ${payment.provider} was declined at ${last}; the customer may pay in another way${end === undefined ? '' : `, until ${at(end)}`} (${left} ${left === 1 ? 'try' : 'tries'} left).`,
      advice:
        'The customer pays again from the page of the order, or in the shop. Unpaid, it is rejected and its stock released.',
      turn: 'customer',
      ...(end !== undefined && { until: end }),
    };
  }
  return {
    sentence: `The payment by ${payment.provider} came to nothing at ${last} (${withinWords(payment.status)}), and the order is being called off.`,
    advice: 'It is rejected within minutes, by itself, and the customer is told.',
    turn: 'service',
  };
}

/** Whether the customer knows that there is something to pay. */
function askedWords({ snapshot, ...of }: Circumstances): string {
  const told = toldWords({ snapshot, ...of }, 'payment-awaited');
  return told === undefined
    ? 'No message has asked them to: they pay where they ordered.'
    : `They were asked to ${told}.`;
}

function askAdvice({ snapshot }: Circumstances): string {
  const isLost = noticesOf(snapshot, 'payment-awaited').some((notice) => lostAs(notice) !== undefined);
  return isLost
    ? 'Ask for another e-mail address and send the notice `payment-awaited` there again.'
    : 'The customer finds where to pay on the page of the order; send the notice `payment-awaited` again if they have lost it.';
}

function confirmed(of: Circumstances): Words {
  const { snapshot } = of;
  const { order, payment, content } = snapshot;
  const at = saidBy(of);
  const told = toldWords(of, 'order-confirmed');
  const units = countedLines(order, content.lines);
  const [left, all] = [
    sum(units, ({ fulfilled }) => fulfilled),
    sum(units, ({ quantity, cancelled }) => quantity - cancelled),
  ];
  const late = sum(order.backorderedLines ?? [], ({ quantity }) => quantity);
  const facts = [
    `Confirmed at ${at(timeOf(order.timeline, 'ORDER_CONFIRMED') ?? order.createdAt)}`,
    ...(left > 0 ? [`${left} of ${all} units have been shipped`] : []),
    ...(late > 0
      ? [
          `${late} units are still to come in, expected ${at(order.backorderedLines?.[0]?.expectedAt ?? order.createdAt)}`,
        ]
      : []),
    ...(payment?.status === 'AUTHORIZED'
      ? [`${amountIn(payment.currency, payment.amount)} is authorised, and not taken yet`]
      : []),
  ];
  const message = told === undefined ? 'The customer has not been told yet.' : `The customer was told ${told}.`;
  return {
    sentence: `${facts.join('; ')}. ${message}`,
    advice:
      adviceOnMessage(of, 'order-confirmed') ??
      (late > 0
        ? 'It is shipped when the units have come in.'
        : 'It waits to be shipped. Until its first shipment it can be cancelled.'),
    turn: isUntold(of, 'order-confirmed') ? 'staff' : 'nobody',
  };
}

function shipped(of: Circumstances): Words {
  const { snapshot } = of;
  const at = saidBy(of);
  const parcel = snapshot.shipments.at(-1);
  const by = [parcel?.carrier, parcel?.trackingNumber].filter(Boolean).join(' ');
  const { length: all } = snapshot.shipments;
  const arrived = snapshot.shipments.filter((one) => parcelOf(one).state === 'DELIVERED').length;
  const state = parcel?.parcel === undefined ? undefined : withinWords(parcel.parcel.state);
  const parcels =
    all > 1 && arrived > 0 ? `; ${arrived} of ${all} parcels were delivered` : state === undefined ? '' : `: ${state}`;
  const back = sum(snapshot.returns, ({ lines }) => sum(lines, ({ quantity }) => quantity));
  return {
    sentence: `Shipped at ${at(timeOf(snapshot.order.timeline, 'ORDER_SHIPPED') ?? parcel?.at ?? snapshot.order.createdAt)}${by === '' ? '' : ` with ${by}`}${parcels}${back > 0 ? `; ${back} units came back` : ''}. ${moneyWords(of)}`,
    advice: 'What the customer wants to give back is noted as a return; money goes back by a refund.',
    turn: 'nobody',
  };
}

const rejectionWords: Readonly<Record<RejectionReason, string>> = {
  OUT_OF_STOCK: 'there was not enough stock',
  PAYMENT_DECLINED: 'the payment was declined',
  PAYMENT_TIMEOUT: 'it was not paid in time',
  NOT_ACCEPTED: 'it was not accepted for its risk',
  HOLD_EXPIRED: 'a problem of ours was not mended before its hold ended',
  TECHNICAL_PROBLEM: 'an operator gave it up: it could not be brought home',
};

function rejected(of: Circumstances): Words {
  const { order } = of.snapshot;
  const { rejection, shortages = [] } = order;
  const why =
    rejection === undefined ? 'for a reason that was not kept' : `because ${rejectionWords[rejection.reason]}`;
  const short = shortages
    .map(({ sku, requested, available }) => `${sku}: ${requested} wanted, ${available} left`)
    .join('; ');
  const when = rejection?.at ?? timeOf(order.timeline, 'ORDER_REJECTED') ?? order.createdAt;
  return ended(of, `Rejected at ${saidBy(of)(when)} ${why}${short === '' ? '' : ` (${short})`}.`, 'order-rejected');
}

function cancelled(of: Circumstances): Words {
  const { order } = of.snapshot;
  const { by = 'STAFF', at = order.createdAt, reason = 'OTHER' } = order.cancellation ?? {};
  const who = by === 'CUSTOMER' ? 'the customer or the shop' : 'staff';
  return ended(of, `Cancelled by ${who} at ${saidBy(of)(at)} (${withinWords(reason)}).`, 'order-cancelled');
}

/** An order that is over: where its money is, and whether its customer knows. */
function ended(of: Circumstances, what: string, event: NoticeEvent): Words {
  const told = toldWords(of, event);
  const message = told === undefined ? 'The customer has not been told yet.' : `The customer was told ${told}.`;
  return {
    sentence: `${what} ${moneyWords(of)} ${message}`,
    advice: adviceOnMessage(of, event) ?? 'It cannot be brought back: the customer orders anew.',
    turn: isUntold(of, event) || isRefundLeftToStaff(of) ? 'staff' : 'nobody',
  };
}

function timeOf(timeline: Snapshot['order']['timeline'], event: Snapshot['order']['timeline'][number]['event']) {
  return timeline.findLast((entry) => entry.event === event)?.at;
}

function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
