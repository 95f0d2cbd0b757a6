import { pageTokenOf } from '../orders/page-link.ts';
import { actionFor } from '../runtime/actions.ts';
import type { HttpResponse } from '../runtime/http.ts';
import { pathParameter } from '../runtime/http-request.ts';
import { cancelFromPage } from './cancel-from-page.ts';
import { findGranted, type GrantedRecord } from './find-granted.ts';
import { instructFromPage } from './instruct-from-page.ts';
import { backTo, formOf } from './page-form.ts';
import { pageRoute } from './page-route.ts';
import { proveRecipient } from './prove-recipient.ts';

type Action = (granted: GrantedRecord, form: URLSearchParams, token: string) => Promise<HttpResponse>;

/** What each form does, before its sender sees the page again. They are one function: sent by people, and seldom. */
export const actions: Readonly<Record<string, Action>> = {
  'POST /o/{token}/cancellation': async ({ order }, form, token) => backTo(token, await cancelFromPage(order, form)),
  'POST /o/{token}/delivery-instructions': async (granted, form, token) =>
    backTo(token, await instructFromPage(granted, form)),
  'POST /o/{token}/proof': async ({ order, content }, form, token) => {
    const isProven = content !== undefined && (await proveRecipient(content, form));
    return isProven ? backTo(await pageTokenOf(order, { isProven })) : backTo(token, 'not-proven');
  },
};

/** The forms of the page of an order. */
export const handler = pageRoute(async (request) => {
  const action = actionFor(actions, request);
  const token = pathParameter(request, 'token');
  return action(await findGranted(token), formOf(request), token);
});
