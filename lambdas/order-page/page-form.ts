import { rawBodyOf } from '../runtime/body.ts';
import type { HttpResponse } from '../runtime/http.ts';
import type { HttpRequest } from '../runtime/http-request.ts';
import { Problem } from '../runtime/problem.ts';
import { forbidden } from '../runtime/problems.ts';

/**
 * What a form of ours was sent with. Another site's page cannot know the token in its address; should it all the same,
 * the browser says where the form stood. (`Origin` says nothing: it is `null` under our Referrer-Policy.)
 * @throws Problem forbidden, body-too-large
 */
export function formOf(request: HttpRequest): URLSearchParams {
  const site = request.headers['sec-fetch-site'] ?? 'same-origin';
  if (site !== 'same-origin') throw new Problem(forbidden, 'The form is not on our page.');
  return new URLSearchParams(rawBodyOf(request).toString('utf8'));
}

/** What came of a form, where the page does not show it itself. */
const outcomes = ['not-cancelled', 'not-instructed', 'not-proven', 'not-taken'] as const;
export type Outcome = (typeof outcomes)[number];

/** Back to the page (POST, redirect, GET): reloading it sends nothing again. */
export function backTo(token: string, outcome?: Outcome): HttpResponse {
  return seeOther(`../${token}${outcome === undefined ? '' : `?said=${outcome}`}`);
}

/** On to a page of ours, by a relative address. */
export function seeOther(location: string): HttpResponse {
  return { statusCode: 303, headers: { location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' } };
}

/** What the address of a page says came of a form. */
export function outcomeIn({ queryStringParameters }: HttpRequest): Outcome | undefined {
  return outcomes.find((outcome) => outcome === queryStringParameters?.said);
}
