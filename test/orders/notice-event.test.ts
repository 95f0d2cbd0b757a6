import { describe, expect, it } from 'vitest';
import { NoticeEvent, noticeEvents, noticeName, storedEvent, whichNotice } from '../../lambdas/orders/notice-event.ts';

describe('a notice', () => {
  it.each([
    [{ event: 'order-confirmed' }, 'order-confirmed'],
    [{ event: 'payment-failed', about: '2' }, 'payment-failed 2'],
    [{ event: 'order-confirmed', resend: 'r1' }, 'order-confirmed again'],
    [{ event: 'payment-failed', about: '2', resend: 'r1' }, 'payment-failed 2 again'],
  ] as const)('is called by what it is about, and not by who asked for it again: %j is %s', (notice, name) => {
    expect(noticeName(notice)).toBe(name);
  });

  it('is the same one, however it fares', () => {
    const notice = { event: 'payment-failed', about: '2', resend: 'r1' } as const;

    expect(whichNotice({ ...notice, state: 'SENT' } as typeof notice)).toEqual(notice);
  });
});

describe('what customers are told of', () => {
  it('is read again from how it is stored, each by a name of its own', () => {
    expect(noticeEvents.map((event) => NoticeEvent.parse(storedEvent(event)))).toEqual(noticeEvents);
  });

  it('is read by its present name from a message that was queued a moment ago', () => {
    expect(noticeEvents.map((event) => NoticeEvent.parse(event))).toEqual(noticeEvents);
  });

  it.each(['', 'order-lost'])('is none of the kinds that there are not: %j', (name) => {
    expect(NoticeEvent.safeParse(name).success).toBe(false);
  });

  it('keeps the name in the keys of markers by which it was first told, lest it be told twice', () => {
    expect(storedEvent('backordered-items-arrived')).toBe('late-items-arrived');
  });
});
