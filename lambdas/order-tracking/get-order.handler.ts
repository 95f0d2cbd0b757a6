import { isOpen } from '../orders/order-status.ts';
import { systemClock } from '../runtime/clock.ts';
import { isKnown, versionedEtag } from '../runtime/etag.ts';
import { http, json } from '../runtime/http.ts';
import { pathParameter } from '../runtime/http-request.ts';
import { awaitChange } from './await-change.ts';
import { delayOf } from './delay.ts';
import { foreseenOf } from './foreseen-of.ts';
import { findSnapshot, shown } from './get-order.ts';
import { waitPreference } from './wait-preference.ts';

/**
 * Route `GET /orders/{orderId}`: the order as it stands, with its version and timeline; 304 for who has it already
 * (`If-None-Match`). `Prefer: wait=20` holds the answer until there is another version than the caller has, as long as
 * there is room; who does not say what they have waits for an order without an answer. `Preference-Applied` says whether
 * there was room.
 */
export const handler = http(async (request, caller) => {
  const waitSeconds = waitPreference(request.headers.prefer);
  const known = request.headers['if-none-match'];
  const read = async () => {
    const snapshot = await findSnapshot(caller, pathParameter(request, 'orderId'));
    const answer = json(200, await shown(snapshot, caller, delayOf, (of) => foreseenOf(of, systemClock())));
    return { snapshot, answer, etag: versionedEtag(snapshot.version, answer.body ?? '') };
  };

  let current = await read();
  const isToWait = known === undefined ? isOpen(current.snapshot.order.status) : isKnown(current.etag, known);
  let hasWaited = waitSeconds > 0;
  if (waitSeconds > 0 && isToWait) {
    const { order, payment } = current.snapshot;
    const seen = { order: order.version, payment: payment?.version };
    hasWaited = await awaitChange(caller.client, order, seen, waitSeconds);
    if (hasWaited) current = await read();
  }

  const { answer, etag } = current;
  const headers = {
    'cache-control': 'no-store',
    etag,
    ...(hasWaited && { 'preference-applied': `wait=${waitSeconds}` }),
  };
  if (known !== undefined && isKnown(etag, known)) return { statusCode: 304, headers };
  return { ...answer, headers: { ...answer.headers, ...headers } };
});
