import { suppressionTable } from '../notifications/suppression-table.ts';
import { systemClock } from '../runtime/clock.ts';
import { openHttp, problemDocument } from '../runtime/http.ts';
import { pathParameter } from '../runtime/http-request.ts';
import { notFound } from '../runtime/problems.ts';
import { unsubscribePage } from './unsubscribe-page.ts';

/**
 * Route `POST /unsubscribe/{token}`: a shopper gets no more e-mails about products, by one click in their mail program
 * (RFC 8058) or on the page. Repeating it changes nothing; every token that is none gets the same answer.
 */
export const handler = openHttp(
  async (request) => {
    const isDone = await suppressionTable().unsubscribe(pathParameter(request, 'token'), systemClock().toISOString());
    return unsubscribePage(request, isDone ? 'done' : 'gone');
  },
  (problem, request) => (problem.kind === notFound.kind ? unsubscribePage(request, 'gone') : problemDocument(problem)),
);
