import { isOpen } from '../orders/order-status.ts';
import { systemClock } from '../runtime/clock.ts';
import { isKnown, versionedEtag } from '../runtime/etag.ts';
import { http, json } from '../runtime/http.ts';
import { pathParameter } from '../runtime/http-request.ts';
import { awaitChange, canGoOn, type Standing } from './await-change.ts';
import { delayOf } from './delay.ts';
import { foreseenOf } from './foreseen-of.ts';
import { findSnapshot, shown } from './get-order.ts';
import type { Snapshot } from './represent-order.ts';
import { waitPreference } from './wait-preference.ts';

/**
 * Route `GET /orders/{orderId}`: the order as it stands, with its version and timeline; 304 for who has it already
 * (`If-None-Match`). `Prefer: wait=20` holds the answer, as long as there is room: of who says what they have until there
 * is another version; of who does not, while the order has no answer, until it has, or there is something else to go on
 * with. `Preference-Applied` says whether there was room.
 */
export const handler = http(async (request, caller) => {
  const waitSeconds = waitPreference(request.headers.prefer);
  const known = request.headers['if-none-match'];
  const find = () => findSnapshot(caller, pathParameter(request, 'orderId'));
  const answerOf = async (snapshot: Snapshot) => {
    const answer = json(200, await shown(snapshot, caller, delayOf, (of) => foreseenOf(of, systemClock())));
    return { answer, etag: versionedEtag(snapshot.version, answer.body ?? '') };
  };

  let snapshot = await find();
  let current = known === undefined ? undefined : await answerOf(snapshot);
  const isToWait = current === undefined ? isOpen(snapshot.order.status) : isKnown(current.etag, known ?? '');
  let hasWaited = waitSeconds > 0;
  if (waitSeconds > 0 && isToWait) {
    const seen = snapshot;
    const isNews = known === undefined ? (now: Standing) => canGoOn(seen, now) : () => true;
    hasWaited = await awaitChange(caller.client, seen, isNews, waitSeconds);
    if (hasWaited) [snapshot, current] = [await find(), undefined];
  }

  const { answer, etag } = current ?? (await answerOf(snapshot));
  const headers = {
    'cache-control': 'no-store',
    etag,
    ...(hasWaited && { 'preference-applied': `wait=${waitSeconds}` }),
  };
  if (known !== undefined && isKnown(etag, known)) return { statusCode: 304, headers };
  return { ...answer, headers: { ...answer.headers, ...headers } };
});
