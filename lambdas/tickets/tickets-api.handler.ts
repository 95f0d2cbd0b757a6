import { audited } from '../audit/audited.ts';
import { OrderId } from '../orders/order.ts';
import { orderTable } from '../orders/order-table.ts';
import { type Actions, httpActions } from '../runtime/actions.ts';
import { bodyOf } from '../runtime/body.ts';
import type { Caller } from '../runtime/caller.ts';
import { json } from '../runtime/http.ts';
import { type HttpRequest, pathParameter } from '../runtime/http-request.ts';
import { idempotencyKeyOf } from '../runtime/idempotency-key.ts';
import { pageLimit } from '../runtime/page-limit.ts';
import { Problem } from '../runtime/problem.ts';
import { notFound } from '../runtime/problems.ts';
import { wrongParameter } from '../runtime/query-parameter.ts';
import { answerTicket } from './answer-ticket.ts';
import { changeTicket, ticketPorts } from './change-ticket.ts';
import { getTicket, listTickets } from './list-tickets.ts';
import { openTicket } from './open-ticket.ts';
import { invalidTicket } from './problems.ts';
import { TicketAnswer, TicketChange, TicketRequest, ticketStates } from './ticket.ts';
import { changed } from './ticket-changes.ts';

/** What each route does. What is said stands in the ticket, which can be erased; the audit cannot. */
export const actions: Actions = {
  'GET /operations/tickets': async (request) => {
    const { state = 'OPEN', orderId, cursor } = request.queryStringParameters ?? {};
    const wanted = ticketStates.find((one) => one === state);
    if (wanted === undefined) throw wrongParameter('state', `must be one of ${ticketStates.join(', ')}`);
    const about = orderId === undefined ? undefined : OrderId.safeParse(orderId);
    if (about?.success === false) throw wrongParameter('orderId', 'must be the id of an order');
    const list = { state: wanted, orderId: about?.data, limit: pageLimit(request), cursor };
    return json(200, await listTickets(list));
  },
  'GET /operations/tickets/{ticketId}': async (request) => json(200, await getTicket(ticketIdOf(request))),
  'POST /operations/tickets': async (request, caller) => {
    const key = idempotencyKeyOf(request);
    const asked = bodyOf(request, TicketRequest, invalidTicket);
    const { orderId, category, severity } = asked;
    const action = {
      action: 'openTicket',
      ...(orderId !== undefined && { orderId }),
      reason: 'for a customer',
      after: { category, severity },
    };
    const id = await audited(request, caller, action, () => openForStaff(caller, key, asked));
    return json(201, await getTicket(id));
  },
  'POST /operations/tickets/{ticketId}/messages': async (request, caller) => {
    const key = idempotencyKeyOf(request);
    const answer = bodyOf(request, TicketAnswer, invalidTicket);
    const ticketId = ticketIdOf(request);
    const { isInternal, state } = answer;
    const asked = { action: 'answerTicket', about: ticketId, reason: 'an answer', after: { isInternal, state } };
    const { subject, name } = caller;
    await audited(request, caller, asked, () => answerTicket(ticketId, { subject, name, key }, answer));
    return json(200, await getTicket(ticketId));
  },
  'PATCH /operations/tickets/{ticketId}': async (request, caller) => {
    const ticketId = ticketIdOf(request);
    const change = bodyOf(request, TicketChange, invalidTicket);
    const asked = { action: 'changeTicket', about: ticketId, reason: 'as the ticket goes', after: change };
    await audited(request, caller, asked, async () => {
      const order = change.orderId === undefined ? undefined : await demandOrder(change.orderId);
      const ports = ticketPorts();
      await changeTicket(
        ticketId,
        (ticket) =>
          changed(
            order === undefined ? ticket : { ...ticket, storefront: order.storefront },
            change,
            ports.clock(),
            ports.calendar,
          ),
        ports,
      );
    });
    return json(200, await getTicket(ticketId));
  },
};

/** The routes by which staff see and answer tickets. */
export const handler = httpActions(actions);

/** @returns the id of the ticket */
async function openForStaff({ subject, name }: Caller, key: string, asked: TicketRequest): Promise<string> {
  const { orderId, email, text, ...same } = asked;
  const order = orderId === undefined ? undefined : await demandOrder(orderId);
  const { ticket } = await openTicket({
    ...same,
    ...{ opener: subject, key, channel: 'STAFF', orderId, storefront: order?.storefront },
    ...(email !== undefined && { requester: { email } }),
    message: { text, from: 'STAFF', name },
  });
  return ticket.id;
}

/** @throws Problem not-found */
async function demandOrder(orderId: OrderId) {
  const order = await orderTable().findOrder(orderId);
  if (order === undefined) throw new Problem(notFound, 'There is no such order.');
  return order;
}

/** The form of an id is not checked: whatever else somebody sends is nobody's ticket. */
function ticketIdOf(request: HttpRequest): string {
  return pathParameter(request, 'ticketId');
}
