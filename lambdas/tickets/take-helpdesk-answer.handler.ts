import { bodyOf, rawBodyOf } from '../runtime/body.ts';
import { systemClock } from '../runtime/clock.ts';
import { environment } from '../runtime/environment.ts';
import { openHttp } from '../runtime/http.ts';
import { Problem } from '../runtime/problem.ts';
import { notFound } from '../runtime/problems.ts';
import { haveSecretsChanged } from '../runtime/secrets.ts';
import { answerTicket } from './answer-ticket.ts';
import { cut } from './cut.ts';
import { helpdeskKeys } from './helpdesk/stage-helpdesk.ts';
import { isZendesks, ZendeskComment } from './helpdesk/zendesk.ts';
import { invalidTicket, webhookRefused } from './problems.ts';
import { longestText } from './ticket.ts';

/** Route `POST /helpdesk/answers`: what an agent of the helpdesk has answered. No token: it is verified before anything else. */
export const handler = openHttp(async (request) => {
  if (environment('HELPDESK') === 'none') throw new Problem(notFound, 'The stage has no helpdesk.');
  const raw = rawBodyOf(request);
  const isGenuine = async () => {
    const { webhookSecret } = await helpdeskKeys();
    return isZendesks(request.headers, raw, webhookSecret, systemClock());
  };
  if (!(await isGenuine()) && !((await haveSecretsChanged()) && (await isGenuine()))) {
    throw new Problem(webhookRefused, 'It is not signed with the secret of the webhook, or not lately.');
  }
  const { ticket, comment, text, agent, status } = bodyOf(request, ZendeskComment, invalidTicket);
  const writer = { subject: 'zendesk', name: agent, key: comment };
  const state =
    status === 'solved' || status === 'closed' ? 'SOLVED' : status === 'hold' ? 'ON_HOLD' : 'WAITING_FOR_CUSTOMER';
  await answerTicket(ticket, writer, { text: cut(text, longestText), isInternal: false, state });
  return { statusCode: 204 };
});
