import type { Snapshot } from '../order-tracking/represent-order.ts';
import type { NoticeEvent } from '../orders/notice-event.ts';
import { lostAs, type NoticeMarker } from '../orders/notice-marker.ts';
import { type Circumstances, saidBy } from './circumstances.ts';
import { withinWords } from './in-words.ts';

/** The notices to the customer of something. */
export function noticesOf({ notices }: Snapshot, event: NoticeEvent): readonly NoticeMarker[] {
  return notices.filter((notice) => notice.event === event);
}

/** How the customer was told of something, or what became of it; undefined while nobody has begun to. */
export function toldWords(of: Circumstances, event: NoticeEvent): string | undefined {
  const at = saidBy(of);
  const words = noticesOf(of.snapshot, event).map((notice) => {
    const way = `by ${notice.channel === 'email' ? 'e-mail' : 'SMS'} at ${at(notice.at)}`;
    const lost = lostAs(notice);
    if (lost !== undefined) return `${way}, which did not reach them (${withinWords(lost.reason)})`;
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
export function isUntold({ snapshot }: Circumstances, event: NoticeEvent): boolean {
  const notices = noticesOf(snapshot, event);
  return notices.length > 0 && notices.every((notice) => lostAs(notice) !== undefined);
}

/** What to do where no message of this has come to the customer. */
export function adviceOnMessage(of: Circumstances, event: NoticeEvent): string | undefined {
  if (!isUntold(of, event)) return undefined;
  return `Tell the customer; ask for another e-mail address, and send the notice \`${event}\` there again.`;
}
