import { describe, expect, it } from 'vitest';
import { lostAs, type NoticeMarker } from '../../lambdas/orders/notice-marker.ts';
import { noon } from '../builders.ts';

const later = '2026-11-24T12:00:00.000Z';
const lost = (marker: Partial<NoticeMarker>) =>
  lostAs({ event: 'order-confirmed', channel: 'email', state: 'SENT', at: noon, ...marker });

describe('a notice never comes to its customer', () => {
  it.each<[Partial<NoticeMarker>, ReturnType<typeof lostAs>]>([
    [{ state: 'SUPPRESSED' }, { reason: 'SUPPRESSED', at: noon }],
    [
      { state: 'REFUSED', reason: 'MessageRejected' },
      { reason: 'REFUSED', at: noon },
    ],
    [{ BOUNCED: { at: later } }, { reason: 'BOUNCED', at: later }],
    [{ REJECTED: { at: later } }, { reason: 'REJECTED', at: later }],
    [
      { BOUNCED: { at: later }, REJECTED: { at: noon } },
      { reason: 'BOUNCED', at: later },
    ],
  ])('where that is so: %j', (marker, reason) => {
    expect(lost(marker)).toEqual(reason);
  });

  it.each<Partial<NoticeMarker>>([
    {},
    { DELIVERED: { at: later } },
    { SOFT_BOUNCED: { at: later } },
    { COMPLAINED: { at: later } },
    { state: 'SENDING' },
    { state: 'DELAYED', reason: 'Throttling' },
    { state: 'WITHHELD', reason: 'TooMany' },
    // Of an earlier version, for any trouble: it is tried again.
    { state: 'REFUSED' },
  ])('in no other case: %j', (marker) => {
    expect(lost(marker)).toBeUndefined();
  });
});
