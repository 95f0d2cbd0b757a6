import { delayOf } from '../order-tracking/delay.ts';
import { endOfHold } from '../orders/end-of-hold.ts';
import { systemClock } from '../runtime/clock.ts';
import { environment } from '../runtime/environment.ts';
import { etagOf, isKnown } from '../runtime/etag.ts';
import { pathParameter } from '../runtime/http-request.ts';
import { brandOf } from '../shop/brand.ts';
import { stageShop } from '../shop/stage-shop.ts';
import { findPage } from './find-page.ts';
import { pageHeaders } from './page-document.ts';
import { pageRoute } from './page-route.ts';
import { renderPage } from './render-page.ts';

/** Route `GET /o/{token}`: the order as it stands, for its customer; 304 for who has it already (`If-None-Match`). */
export const handler = pageRoute(async (request) => {
  const { snapshot, isProven } = await findPage(pathParameter(request, 'token'));
  const body = renderPage({
    ...{ snapshot, isProven },
    delayed: await delayOf(snapshot.order),
    answerBy: endOfHold(snapshot.order, Number(environment('HOLD_SECONDS'))).toISOString(),
    shop: brandOf(stageShop(), snapshot.content.storefront, snapshot.content.locale),
    now: systemClock(),
  });
  const etag = etagOf(body);
  const headers = { ...pageHeaders(snapshot.content.locale), etag };
  if (isKnown(etag, request.headers['if-none-match'] ?? '')) return { statusCode: 304, headers };
  return { statusCode: 200, headers, body };
});
