import { currentSwitches } from '../contingency/current-switches.ts';
import { delayOf } from '../order-tracking/delay.ts';
import { foreseenOf } from '../order-tracking/foreseen-of.ts';
import { withLivePayment } from '../order-tracking/get-order.ts';
import { endOfHold } from '../orders/end-of-hold.ts';
import { systemClock } from '../runtime/clock.ts';
import { environment } from '../runtime/environment.ts';
import { etagOf, isKnown } from '../runtime/etag.ts';
import { pathParameter } from '../runtime/http-request.ts';
import { brandOf } from '../shop/brand.ts';
import { stageShop } from '../shop/stage-shop.ts';
import { findGrantedSnapshot } from './find-granted.ts';
import { pageHeaders } from './page-document.ts';
import { outcomeIn } from './page-form.ts';
import { pageRoute } from './page-route.ts';
import { renderPage } from './render-page.ts';
import { shownRating } from './shown-rating.ts';
import { ticketsOfOrder } from './tickets-of-order.ts';

/** Route `GET /o/{token}`: the order as it stands, for its customer; 304 for who has it already (`If-None-Match`). */
export const handler = pageRoute(async (request) => {
  const token = pathParameter(request, 'token');
  // An API names itself by http where no TLS is before it.
  const watchUrl = environment('PAGE_WATCH_URL').replace(/^http/, 'ws');
  const { isProven, ...snapshot } = await withLivePayment(await findGrantedSnapshot(token));
  const now = systemClock();
  const { locale, storefront } = snapshot.content;
  // Side by side: somebody waits for the page.
  const [delayed, foreseen, tickets, switches, rating] = await Promise.all([
    delayOf(snapshot.order),
    foreseenOf(snapshot, now),
    ticketsOfOrder(snapshot.order.id),
    currentSwitches(),
    shownRating(snapshot, now),
  ]);
  const shop = brandOf(stageShop(), storefront, locale);
  const body = renderPage({
    ...{ snapshot, isProven, token },
    outcome: outcomeIn(request),
    watchUrl,
    ...{ delayed, foreseen, tickets, switches, rating },
    hasReturns: environment('AFTER_SALES') === 'on',
    answerBy: endOfHold(snapshot.order, Number(environment('HOLD_SECONDS'))).toISOString(),
    shop,
    now,
  });
  const etag = etagOf(body);
  const headers = { ...pageHeaders(locale, shop, watchUrl), etag };
  if (isKnown(etag, request.headers['if-none-match'] ?? '')) return { statusCode: 304, headers };
  return { statusCode: 200, headers, body };
});
