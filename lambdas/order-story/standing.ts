import { parcelOf } from '../carriers/parcel-status.ts';
import type { Snapshot } from '../order-tracking/represent-order.ts';
import type { ExecutionRecord } from '../order-workflow/read-execution.ts';
import { endOfHold } from '../orders/end-of-hold.ts';
import { countedLines } from '../orders/line-counts.ts';
import type { NoticeEvent } from '../orders/notice-event.ts';
import { lostAs, type NoticeMarker } from '../orders/notice-marker.ts';
import type { OrderStatus } from '../orders/order-status.ts';
import { isRejectedOrCancelled } from '../orders/order-status.ts';
import type { RejectionReason } from '../orders/rejection.ts';
import { amountDue } from '../orders/totals.ts';
import { acceptanceOf } from '../payments/acceptance.ts';
import { type Payment, payBefore } from '../payments/payment.ts';
import { isPaid } from '../payments/payment-status.ts';
import { triesLeft } from '../payments/payment-try.ts';
import { unseenOutcome } from '../risk/assessment-after.ts';
import { amountIn, momentIn } from './in-words.ts';
import type { Standing } from './order-story.ts';

/** What the words for where an order stands are made from. */
export interface Circumstances {
  readonly snapshot: Snapshot;
  /** Its Standard execution; undefined where it has none. `unread` where that could not be found out just now. */
  readonly execution: ExecutionRecord | 'unread' | undefined;
  /** How long stock is held for an order that has no answer. */
  readonly holdSeconds: number;
  readonly timeZone: string;
  readonly now: Date;
}

/** The words, without what is the same in all of them. */
type Words = Omit<Standing, 'timeZone'>;

/** Where an order stands, why, and what one can do: in words for who has its customer on the telephone. */
export function standingOf(circumstances: Circumstances): Standing {
  const { snapshot, timeZone } = circumstances;
  const words = pressing(circumstances) ?? wordsOf[snapshot.order.status](circumstances);
  return { ...words, timeZone };
}

/** What goes before where it stands: a person has to do something about it. */
function pressing(of: Circumstances): Words | undefined {
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
  const why = [execution.error ?? execution.status, execution.cause].filter(Boolean).join(': ');
  const since = execution.endedAt === undefined ? '' : ` since ${at(execution.endedAt)}`;
  if (order.status !== 'PENDING' && order.status !== 'RESERVED') {
    if (step !== 'Notify customer') return undefined;
    return {
      sentence: `${statusWords[order.status]}, but its customer has not been told of it${since}: “${step}” failed (${why}).`,
      advice:
        'Tell the customer yourself. An operator mends the cause and redrives the order; then the message goes out.',
      turn: 'staff',
    };
  }
  const until = endOfHold(order, holdSeconds).toISOString();
  return {
    sentence: `Stands still${since}, by a problem of ours: “${step}” failed (${why}).`,
    advice: `An operator mends the cause and redrives it before ${at(until)}. Else it is rejected then, its stock and money are released, and the customer is told. The customer need not do anything.`,
    turn: 'staff',
    until,
  };
}

const statusWords: Readonly<Record<OrderStatus, string>> = {
  PENDING: 'Accepted',
  RESERVED: 'Its stock is held',
  CONFIRMED: 'Confirmed',
  SHIPPED: 'Shipped',
  REJECTED: 'Rejected',
  CANCELLED: 'Cancelled',
};

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
    sentence: `The payment by ${payment.provider} came to nothing at ${last} (${payment.status}), and the order is being called off.`,
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
  const state = parcel?.parcel?.state.toLowerCase().replaceAll('_', ' ');
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
  return ended(of, `Cancelled by ${who} at ${saidBy(of)(at)} (${reason}).`, 'order-cancelled');
}

/** An order that is over: where its money is, and whether its customer knows. */
function ended(of: Circumstances, what: string, event: NoticeEvent): Words {
  const told = toldWords(of, event);
  const message = told === undefined ? 'The customer has not been told yet.' : `The customer was told ${told}.`;
  return {
    sentence: `${what} ${moneyWords(of)} ${message}`,
    advice: adviceOnMessage(of, event) ?? 'It cannot be brought back: the customer orders anew.',
    turn: isUntold(of, event) ? 'staff' : 'nobody',
  };
}

/** Where the money is, of an order whose way has ended. */
function moneyWords({ snapshot: { order, payment, formerPayments } }: Circumstances): string {
  const all = [...formerPayments, ...(payment ? [payment] : [])];
  if (amountDue(order) === 0) return 'Nothing was due.';
  const words = all.map((one) => moneyOf(one, isRejectedOrCancelled(order.status))).filter(Boolean);
  return words.length === 0 ? 'No money was taken.' : words.join(' ');
}

function moneyOf({ status, provider, currency, captured, refunded, amount }: Payment, isCalledOff: boolean): string {
  const all = amountIn(currency, captured);
  switch (status) {
    case 'PENDING':
      return isCalledOff ? `The payment by ${provider} is being closed; nothing was taken.` : '';
    case 'DECLINED':
      return '';
    case 'AUTHORIZED':
      return isCalledOff
        ? `${amountIn(currency, amount)} is authorised by ${provider}, and being released.`
        : `${amountIn(currency, amount)} is authorised by ${provider}, and not taken yet.`;
    case 'VOIDED':
      return `The authorisation by ${provider} was released.`;
    case 'CAPTURED':
      if (isCalledOff) return `${all} was taken by ${provider}, and is being given back.`;
      return refunded > 0
        ? `${all} was taken by ${provider}, ${amountIn(currency, refunded)} of it was given back.`
        : `${all} was taken by ${provider}.`;
    case 'REFUNDED':
      return `${amountIn(currency, refunded)} was given back by ${provider}.`;
  }
}

function noticesOf({ notices }: Snapshot, event: NoticeEvent): readonly NoticeMarker[] {
  return notices.filter((notice) => notice.event === event);
}

/** How the customer was told of something, or what became of it; undefined while nobody has begun to. */
function toldWords(of: Circumstances, event: NoticeEvent): string | undefined {
  const at = saidBy(of);
  const words = noticesOf(of.snapshot, event).map((notice) => {
    const way = `by ${notice.channel === 'email' ? 'e-mail' : 'SMS'} at ${at(notice.at)}`;
    const lost = lostAs(notice);
    if (lost !== undefined) return `${way}, which did not reach them (${lost.reason})`;
    if (notice.DELIVERED !== undefined) return `${way}, which arrived`;
    return `${way}${noticeWords[notice.state]}`;
  });
  return words.length === 0 ? undefined : words.join(' and ');
}

const noticeWords: Readonly<Record<NoticeMarker['state'], string>> = {
  SENDING: ', or not: how its sending ended is not known',
  SENT: '',
  DELAYED: ' at the earliest: it is not sent yet, and tried again by itself',
  REFUSED: ' in vain: it is tried again by itself',
  WITHHELD: ' in vain: it was withheld, as this recipient had enough of them',
  SUPPRESSED: ' in vain: their address takes none',
};

/** Whether no message of this has come to the customer, or will. */
function isUntold({ snapshot }: Circumstances, event: NoticeEvent): boolean {
  const notices = noticesOf(snapshot, event);
  return notices.length > 0 && notices.every((notice) => lostAs(notice) !== undefined);
}

function adviceOnMessage(of: Circumstances, event: NoticeEvent): string | undefined {
  if (!isUntold(of, event)) return undefined;
  return `Tell the customer; ask for another e-mail address, and send the notice \`${event}\` there again.`;
}

/** A moment as it is said now. */
function saidBy({ now, timeZone }: Circumstances): (iso: string) => string {
  return (iso) => momentIn(timeZone, iso, now);
}

function timeOf(timeline: Snapshot['order']['timeline'], event: Snapshot['order']['timeline'][number]['event']) {
  return timeline.findLast((entry) => entry.event === event)?.at;
}

function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
