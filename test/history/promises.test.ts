import { describe, expect, it } from 'vitest';
import { type HistoryEvent, historyOf, linesOf } from '../../local/history/history.ts';
import { type RuleName, rules, violationsOf } from '../../local/history/promises.ts';
import {
  aHistory,
  cancellation,
  cancelled,
  confirmed,
  execution,
  order,
  payment,
  read,
  rejected,
  shown,
  stockAfter,
  submission,
  told,
} from './a-history.ts';

/** A history in which one event takes the place of those of its type and order. */
function instead(event: HistoryEvent): readonly HistoryEvent[] {
  const isReplaced = (known: HistoryEvent) =>
    known.type === event.type &&
    ('orderId' in known && 'orderId' in event ? known.orderId === event.orderId : !('orderId' in event));
  return [...aHistory().filter((known) => !isReplaced(known)), event];
}

function beside(...events: readonly HistoryEvent[]): readonly HistoryEvent[] {
  return [...aHistory(), ...events];
}

const sending = { event: 'order-confirmed', channel: 'email', state: 'SENDING' } as const;
const unknown = order(confirmed, { notices: [sending] });
const deadLetter: HistoryEvent = { type: 'dead letter', orderId: confirmed, error: 'NoticeOutcomeUnknown' };

/** Histories that break a rule, by the rule: each with what is at fault. */
const breaches: Readonly<Record<RuleName, readonly (readonly [string, readonly HistoryEvent[], string])[]>> = {
  'an accepted order ends, or stands in the dead-letter queue': [
    ['it stands for ever', instead(order(confirmed, { status: 'RESERVED', notices: [] })), confirmed],
    ['it is nowhere', beside(submission('gone')), 'gone'],
  ],
  'what was accepted stays accepted': [
    [
      'it is not found',
      beside({ type: 'read', orderId: confirmed, begunAt: 25, endedAt: 26, httpStatus: 404 }),
      confirmed,
    ],
    ['a repeat is refused', beside(submission(confirmed, { begunAt: 25, endedAt: 26, httpStatus: 422 })), confirmed],
  ],
  'no more units are promised than there are': [
    ['two orders get the same units', beside(submission('other'), order('other'), told('other')), confirmed],
  ],
  'every unit is either available or reserved': [
    ['less than nothing is left', instead(stockAfter({ available: -1, reserved: 4 })), 'A'],
    ['units vanish', instead(stockAfter({ reserved: 1 })), 'A'],
  ],
  'stock, ledger and orders say the same': [
    ['the ledger says otherwise', beside({ type: 'stock difference', sku: 'A', what: 'onHand 3 instead of 4' }), 'A'],
  ],
  'nobody is charged twice': [
    ['two payments were made', instead(payment(confirmed, { charges: 2 })), confirmed],
    ['two tries to pay keep money', beside(payment(confirmed)), confirmed],
    ['more was taken than it costs', instead(payment(confirmed, { captured: 1000 })), confirmed],
  ],
  'money follows the order': [
    ['a refused order keeps its money', instead(payment(rejected)), rejected],
    ['a refused order keeps a hold on money', instead(payment(rejected, { captured: 0, authorized: true })), rejected],
    ['a cancelled order got a part back', instead(payment(cancelled, { refunded: 499 })), cancelled],
    ['a confirmed order is not paid', instead(payment(confirmed, { captured: 0, authorized: true })), confirmed],
  ],
  'nobody is told twice': [['the same mail goes out twice', beside(told(confirmed)), confirmed]],
  'everybody is told, or an operator is': [
    ['nobody began', instead(order(confirmed, { notices: [] })), confirmed],
    ['nobody knows whether it went out', instead(unknown), confirmed],
    ['only the first of two channels was served', instead(order(confirmed, { channels: ['email', 'sms'] })), confirmed],
  ],
  'an order has one execution, of its own name': [
    ['another name', instead(execution('a-random-name', confirmed)), confirmed],
    ['a second one', beside(execution('a-random-name', confirmed)), confirmed],
  ],
  'a repeated request meets the same order': [
    ['it meets another', beside(submission(confirmed, { order: shown(cancelled) })), confirmed],
  ],
  'what was called off stays called off': [['it is confirmed', beside(cancellation(confirmed)), confirmed]],
  'a status moves only as allowed': [
    ['a reader sees it go back', beside(read(confirmed, 70, { timeline: [...lastTimeline()] })), confirmed],
    ['the books have another end', beside(read(rejected, 70, { status: 'CONFIRMED' })), rejected],
  ],
  'what has happened is not taken back': [
    ['an entry is gone', beside(read(confirmed, 70, { status: 'CONFIRMED' })), confirmed],
  ],
  'customer and storefront hear the same': [
    ['a refused order is told to be confirmed', beside(told(rejected)), rejected],
    ['a confirmed order is told to be refused', beside(told(confirmed, 'order-rejected')), confirmed],
  ],
};

function lastTimeline() {
  return [...aHistory()].flatMap((event) => (event.type === 'read' ? [event.order?.timeline ?? []] : [])).at(-1) ?? [];
}

describe('a history', () => {
  it('in which every promise is kept has no violation', () => {
    expect(violationsOf(aHistory())).toEqual([]);
  });

  it('may end with a notice of unknown outcome where an operator sees it', () => {
    expect(violationsOf([...instead(unknown), deadLetter])).toEqual([]);
  });

  it('may leave an order without an end where an operator sees it', () => {
    const standing = order(confirmed, { status: 'RESERVED', notices: [] });
    const rest = instead(standing).filter(({ type }) => type !== 'told' && type !== 'read' && type !== 'payment');

    expect(violationsOf([...rest, deadLetter])).toEqual([]);
  });

  it('says nothing of calls that may have crossed: one began in the millisecond in which the other ended', () => {
    const denied = { type: 'read', orderId: confirmed, begunAt: 20, endedAt: 21, httpStatus: 404 } as const;
    const [before, after] = [read('other', 40), read('other', 45, { status: 'CONFIRMED' })];
    const crossing = [
      { ...after, begunAt: 45, endedAt: 45 },
      { ...before, begunAt: 45 },
    ];

    expect(violationsOf(beside(denied, ...crossing))).toEqual([]);
  });

  it('is read from the lines that it is kept in', () => {
    expect(historyOf(linesOf(aHistory()))).toEqual(aHistory());
  });

  it.each(['{"type":"read","orderId":1}', 'no JSON'])('names a line that tells no event: %s', (line) => {
    expect(() => historyOf(`${linesOf(aHistory().slice(0, 2))}${line}`)).toThrow(/^Line 3 is no event of a history: /);
  });
});

describe.each(Object.keys(rules) as RuleName[])('the rule that %s', (rule) => {
  it.each(breaches[rule])('is broken when %s', (_, history, about) => {
    const found = violationsOf(history);

    expect(found).toContainEqual(expect.objectContaining({ rule, about: expect.arrayContaining([about]) }));
    expect(found.find((violation) => violation.rule === rule)?.events).not.toEqual([]);
  });
});
