import type { ParcelState } from '../../lambdas/orders/parcel.ts';
import type { LocalTrack } from './local-track.ts';

/** How Kuaidi100 says each state: its fine code, the coarse one that it belongs to, and its word. It has none for LOST. */
const said: Readonly<Record<ParcelState, readonly [code: string, state: string, word: string]>> = {
  LABEL_CREATED: ['101', '1', '已下单'],
  IN_TRANSIT: ['1002', '0', '干线'],
  OUT_FOR_DELIVERY: ['5', '5', '派件'],
  ATTEMPT_FAILED: ['204', '2', '派件异常'],
  EXCEPTION: ['208', '2', '滞留'],
  DELIVERED: ['301', '3', '本人签收'],
  RETURNED: ['6', '6', '退回'],
  LOST: ['209', '2', '破损'],
};

/** What Kuaidi100 knows of a parcel: the answer to a query, and `lastResult` of a notification. */
export function trackOf({ number, carrier, scans }: LocalTrack): object {
  const last = scans.at(-1);
  return {
    ...{ message: 'ok', nu: number, ischeck: last?.state === 'DELIVERED' ? '1' : '0', com: carrier, status: '200' },
    data: scans.toReversed().map(({ at, state, message, place }) => {
      const [statusCode, , status] = said[state];
      const time = inChina(at);
      return { time, ftime: time, context: message, areaName: place, status, statusCode };
    }),
    ...{ state: last === undefined ? '0' : said[last.state][1], condition: 'F00' },
  };
}

/** The body `param` of a notification. */
export function notificationOf(track: LocalTrack): object {
  const isOver = ['DELIVERED', 'RETURNED'].includes(track.scans.at(-1)?.state ?? '');
  return { status: isOver ? 'shutdown' : 'polling', billstatus: 'got', message: '', lastResult: trackOf(track) };
}

function inChina(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}
