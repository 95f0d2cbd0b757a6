import type { NoticeEvent } from '../../lambdas/orders/notice-event.ts';
import {
  isConfirmed,
  isOpen,
  isRejectedOrCancelled,
  leadsTo,
  type OrderStatus,
} from '../../lambdas/orders/order-status.ts';
import { type Case, casesOf } from './cases.ts';
import { type EventOf, type HistoryEvent, isPromised, ofType, type SeenCall } from './history.ts';

/** What the service promises, by the numbers of its design. */
export const promises = {
  1: 'No order is lost',
  2: 'No stock is sold twice',
  3: 'No customer is charged twice, no refused order keeps its money, a notice goes out once',
  5: 'It says what happened',
} as const;

/** A promise that a history breaks, with the events that prove it. */
export interface Violation {
  readonly promise: keyof typeof promises;
  readonly rule: RuleName;
  readonly what: string;
  /** The orders that it is about, or the SKU where it is about no single order. */
  readonly about: readonly string[];
  readonly events: readonly HistoryEvent[];
}

interface Finding {
  readonly what: string;
  readonly events: readonly HistoryEvent[];
}

/** What is looked for in everything that is known of one order, or in the whole history. */
type Rule = { readonly promise: keyof typeof promises } & (
  | { readonly ofOrder: (all: Case) => readonly Finding[] }
  | { readonly ofAll: (events: readonly HistoryEvent[], cases: readonly Case[]) => readonly (Finding & About)[] }
);

interface About {
  readonly about: readonly string[];
}

/** What an order of a status has told its customer. */
const noticeOf: Readonly<Record<OrderStatus, NoticeEvent | undefined>> = {
  PENDING: undefined,
  RESERVED: undefined,
  CONFIRMED: 'order-confirmed',
  SHIPPED: 'order-confirmed',
  REJECTED: 'order-rejected',
  CANCELLED: 'order-cancelled',
};

/** The rules by which a history is judged, each for a part of a promise. */
export const rules = {
  'an accepted order ends, or stands in the dead-letter queue': {
    promise: 1,
    ofOrder({ submissions, order, deadLetters }) {
      const accepted = submissions.filter(isAccepted);
      if (accepted.length === 0) return [];
      if (order === undefined) return [{ what: 'was accepted and is nowhere', events: accepted }];
      if (!isOpen(order.status) || deadLetters.length > 0) return [];
      return [{ what: `was accepted and stands ${order.status} without a dead letter`, events: [...accepted, order] }];
    },
  },

  'what was accepted stays accepted': {
    promise: 1,
    ofOrder({ submissions, reads, cancellations }) {
      const accepted = submissions.find(isAccepted);
      if (accepted === undefined) return [];
      const denials = [
        ...[...reads, ...cancellations].filter(({ httpStatus }) => httpStatus === 404),
        ...submissions.filter(({ httpStatus = 0 }) => [400, 403, 404, 422].includes(httpStatus)),
      ].filter((call) => isBehind(accepted, call));
      return denials.map((denial) => ({
        what: `was accepted, and a later ${denial.type} was answered ${denial.httpStatus}`,
        events: [accepted, denial],
      }));
    },
  },

  'no more units are promised than there are': {
    promise: 2,
    ofAll(events, cases) {
      const onHandBefore = new Map(ofType(events, 'stock before').map(({ sku, onHand }) => [sku, onHand]));
      const sales = cases.flatMap(({ order }) =>
        order !== undefined && isPromised(order) ? order.promised.map((line) => ({ ...line, order })) : [],
      );
      const salesOf = Map.groupBy(sales, ({ sku }) => sku);
      return ofType(events, 'stock after').flatMap((stock) => {
        const { sku, onHand } = stock;
        const of = salesOf.get(sku) ?? [];
        const sold = of.reduce((sum, { quantity }) => sum + quantity, 0);
        // What was shipped meanwhile is not there any more, what was received was not there before.
        const there = Math.max(onHand, onHandBefore.get(sku) ?? 0);
        if (sold <= there) return [];
        const orders = of.map(({ order }) => order);
        return {
          what: `${sold} units of ${sku} are promised, and there were ${there}`,
          about: orders.map(({ orderId }) => orderId),
          events: [stock, ...orders],
        };
      });
    },
  },

  'every unit is either available or reserved': {
    promise: 2,
    ofAll: (events) =>
      ofType(events, 'stock after')
        .filter(({ onHand, available, reserved }) => available < 0 || onHand !== available + reserved)
        .map((stock) => {
          const { sku, onHand, available, reserved } = stock;
          const what = `${sku}: ${onHand} on hand, ${available} available, ${reserved} reserved`;
          return { what, about: [sku], events: [stock] };
        }),
  },

  'stock, ledger and orders say the same': {
    promise: 2,
    ofAll: (events) =>
      ofType(events, 'stock difference').map((event) => ({
        what: `${event.sku}: ${event.what}`,
        about: [event.sku],
        events: [event],
      })),
  },

  'nobody is charged twice': {
    promise: 3,
    ofOrder({ order, payments }) {
      const wrong = payments
        .filter(({ charges, captured }) => charges > 1 || captured > (order?.total ?? captured))
        .map((payment) => ({
          what: `was charged ${payment.captured} in ${payment.charges} payments, and costs ${order?.total}`,
          events: [payment, ...known(order)],
        }));
      // Of several tries to pay, all but one have given back what they took.
      const kept = payments.filter(keepsMoney);
      if (kept.length < 2) return wrong;
      return [...wrong, { what: `was charged by ${kept.length} tries`, events: [...kept, ...known(order)] }];
    },
  },

  'money follows the order': {
    promise: 3,
    ofOrder({ order, payments }) {
      if (order === undefined) return [];
      if (isRejectedOrCancelled(order.status)) {
        return payments.filter(keepsMoney).map((payment) => ({
          what: `is ${order.status} and keeps ${payment.captured - payment.refunded || 'authorised'} money`,
          events: [order, payment],
        }));
      }
      if (!isConfirmed(order.status) || payments.length === 0) return [];
      const captured = Math.max(...payments.map((payment) => payment.captured));
      if (captured >= order.total) return [];
      return [
        { what: `is ${order.status}, and ${captured} of ${order.total} were taken`, events: [order, ...payments] },
      ];
    },
  },

  'nobody is told twice': {
    promise: 3,
    ofOrder({ told }) {
      const messages = Map.groupBy(told, ({ channel, what }) => `${what} by ${channel}`);
      return [...messages]
        .filter(([, { length }]) => length > 1)
        .map(([name, events]) => ({ what: `told its customer ${events.length} times of ${name}`, events }));
    },
  },

  'everybody is told, or an operator is': {
    promise: 3,
    ofOrder({ order, told, deadLetters }) {
      const event = order && noticeOf[order.status];
      if (order === undefined || event === undefined || deadLetters.length > 0) return [];
      return order.channels.flatMap((channel) => {
        const state = order.notices.find((notice) => notice.event === event && notice.channel === channel)?.state;
        if (state !== undefined && state !== 'SENDING') return [];
        return [
          {
            what: `is ${order.status}, and ${event} by ${channel} is ${state ?? 'not begun'}`,
            events: [order, ...told],
          },
        ];
      });
    },
  },

  'an order has one execution, of its own name': {
    promise: 5,
    ofOrder: ({ orderId, executions }) =>
      executions
        .filter(({ name }, index) => name !== orderId || index > 0)
        .map((execution) => ({ what: `has an execution ${execution.name} of its own accord`, events: executions })),
  },

  'a repeated request meets the same order': {
    promise: 5,
    ofAll: (events) =>
      [...Map.groupBy(ofType(events, 'submission').filter(isAccepted), ({ key }) => key)].flatMap(([key, answers]) => {
        const ids = [...new Set(answers.flatMap(({ order }) => order?.id ?? []))];
        return ids.length < 2
          ? []
          : [{ what: `the key ${key} stands for ${ids.length} orders`, about: ids, events: answers }];
      }),
  },

  'what was called off stays called off': {
    promise: 5,
    ofOrder: ({ cancellations, order }) =>
      cancellations
        .filter(({ httpStatus }) => httpStatus === 200 && order !== undefined && order.status !== 'CANCELLED')
        .map((cancellation) => ({
          what: `was called off, and stands ${order?.status}`,
          events: [cancellation, ...known(order)],
        })),
  },

  'a status moves only as allowed': {
    promise: 5,
    ofOrder: ({ reads, order }) => [
      ...inOrder(reads, ({ order: earlier }, { order: later }) =>
        earlier && later && !leadsTo(earlier.status, later.status)
          ? `was read ${earlier.status}, and then ${later.status}`
          : undefined,
      ),
      ...reads.flatMap((read) =>
        read.order && order && !leadsTo(read.order.status, order.status)
          ? [{ what: `was read ${read.order.status}, and stands ${order.status}`, events: [read, order] }]
          : [],
      ),
    ],
  },

  'what has happened is not taken back': {
    promise: 5,
    ofOrder: ({ reads }) =>
      inOrder(reads, ({ order: earlier }, { order: later }) => {
        if (earlier?.timeline === undefined || later?.timeline === undefined) return undefined;
        const entries = new Set(later.timeline.map((entry) => JSON.stringify(entry)));
        const gone = earlier.timeline.find((entry) => isLasting(entry) && !entries.has(JSON.stringify(entry)));
        return gone && `a later read does not show ${gone.event} of ${gone.at} any more`;
      }),
  },

  'customer and storefront hear the same': {
    promise: 5,
    ofOrder({ order, told }) {
      if (order === undefined) return [];
      return told
        .filter(
          ({ what }) =>
            Object.values(noticeOf).some((event) => event === what) &&
            !Object.entries(noticeOf).some(
              ([status, event]) => event === what && leadsTo(status as OrderStatus, order.status),
            ),
        )
        .map((message) => ({
          what: `is ${order.status}, and its customer was told ${message.what}`,
          events: [order, message],
        }));
    },
  },
} as const satisfies Readonly<Record<string, Rule>>;

/** A rule's name: what must hold. */
export type RuleName = keyof typeof rules;

/** Every promise that a history breaks: none where it keeps them all. */
export function violationsOf(events: readonly HistoryEvent[]): readonly Violation[] {
  const cases = casesOf(events);
  return (Object.entries(rules) as [RuleName, Rule][]).flatMap(([name, rule]) => {
    const findings =
      'ofAll' in rule
        ? rule.ofAll(events, cases)
        : cases.flatMap((all) =>
            rule.ofOrder(all).map(({ what, events }) => ({
              what: `order ${all.orderId} ${what}`,
              about: [all.orderId],
              events,
            })),
          );
    return findings.map((finding) => ({ promise: rule.promise, rule: name, ...finding }));
  });
}

function keepsMoney({ captured, refunded, authorized }: EventOf<'payment'>): boolean {
  return captured > refunded || authorized;
}

function isAccepted({ httpStatus }: EventOf<'submission'>): boolean {
  return httpStatus === 202;
}

/** What later reads must show still; a notice that is not sent yet has a state, not a history. */
function isLasting({ event }: { readonly event: string }): boolean {
  return !event.startsWith('NOTICE_') || event === 'NOTICE_SENT';
}

function known<Event>(event: Event | undefined): readonly Event[] {
  return event === undefined ? [] : [event];
}

/** Whether a call began after another had ended: those at one time may cross, and a millisecond is one time. */
function isBehind(earlier: SeenCall, later: SeenCall): boolean {
  return later.begunAt > earlier.endedAt;
}

/** What is wrong between two reads, the one behind the other. */
function inOrder(
  reads: readonly EventOf<'read'>[],
  wrong: (earlier: EventOf<'read'>, later: EventOf<'read'>) => string | undefined,
): readonly Finding[] {
  return reads.flatMap((earlier) =>
    reads
      .filter((read) => isBehind(earlier, read))
      .flatMap((later) => {
        const what = wrong(earlier, later);
        return what === undefined ? [] : [{ what, events: [earlier, later] }];
      }),
  );
}
