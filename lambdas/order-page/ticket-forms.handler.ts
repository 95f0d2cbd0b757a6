import { rateOrder } from '../order-ratings/rate-order.ts';
import { actionFor } from '../runtime/actions.ts';
import type { HttpResponse } from '../runtime/http.ts';
import { pathParameter } from '../runtime/http-request.ts';
import { answerFromPage, askFromPage } from './ask-from-page.ts';
import { findGranted, type GrantedRecord } from './find-granted.ts';
import { backTo, formOf, type Outcome } from './page-form.ts';
import { pageRoute } from './page-route.ts';

type Action = (granted: GrantedRecord, form: URLSearchParams) => Promise<Outcome | undefined>;

/** What each form does, before its sender sees the page again. */
export const actions: Readonly<Record<string, Action>> = {
  'POST /o/{token}/tickets': (granted, form) => askFromPage(granted, form),
  'POST /o/{token}/messages': (granted, form) => answerFromPage(granted, form),
  'POST /o/{token}/rating': async (granted, form) => {
    const given = { stars: Number(form.get('stars') ?? ''), text: form.get('text') ?? '' };
    return (await rateOrder(granted, given)) ? undefined : 'not-taken';
  },
};

/** The forms of the page of an order by which its customer asks, answers and rates it. */
export const handler = pageRoute(async (request): Promise<HttpResponse> => {
  const action = actionFor(actions, request);
  const token = pathParameter(request, 'token');
  return backTo(token, await action(await findGranted(token), formOf(request)));
});
