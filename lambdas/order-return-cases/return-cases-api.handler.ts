import { actsForShop, isOf, may } from '../access/scopes.ts';
import { audited } from '../audit/audited.ts';
import { findSnapshot, shown } from '../order-tracking/get-order.ts';
import { readStoredSnapshot } from '../order-tracking/read-stored-snapshot.ts';
import type { Order, OrderId } from '../orders/order.ts';
import { type Actions, httpActions } from '../runtime/actions.ts';
import { bodyOf } from '../runtime/body.ts';
import type { Caller } from '../runtime/caller.ts';
import { systemClock } from '../runtime/clock.ts';
import { json } from '../runtime/http.ts';
import { type HttpRequest, pathParameter } from '../runtime/http-request.ts';
import { idempotencyKeyOf } from '../runtime/idempotency-key.ts';
import { pageLimit } from '../runtime/page-limit.ts';
import { Problem } from '../runtime/problem.ts';
import { forbidden, notFound } from '../runtime/problems.ts';
import { CaseMove, movesOfCustomers, NewReturnCase } from './case-request.ts';
import { inspectCase } from './inspect-case.ts';
import { listCases } from './list-cases.ts';
import { moveCase } from './move-case.ts';
import { optionsOfOrder } from './options-of-order.ts';
import { invalidReturnCase } from './problems.ts';
import { requestReturn } from './request-return.ts';
import { rulesOf } from './shop-rules.ts';

/** What each route does. */
export const actions: Actions = {
  'GET /orders/{orderId}/return-options': async (request, caller) => {
    const snapshot = await findSnapshot(caller, pathParameter(request, 'orderId'));
    const options = optionsOfOrder(snapshot, rulesOf(snapshot.order.storefront), systemClock());
    return json(200, { orderId: snapshot.order.id, lines: options });
  },
  'POST /orders/{orderId}/return-cases': async (request, caller) => {
    const key = idempotencyKeyOf(request);
    const asked = bodyOf(request, NewReturnCase, invalidReturnCase);
    const { kind, lines } = asked;
    const action = { action: 'requestReturn', orderId: pathParameter(request, 'orderId'), after: { kind, lines } };
    const orderId = await audited(request, caller, action, async () => {
      const { id, storefront } = await orderOf(request, caller);
      const by = actsForShop(caller) ? caller.client : storefront;
      await requestReturn({ orderId: id, key, by }, asked);
      return id;
    });
    return json(201, await orderShown(orderId, caller));
  },
  'POST /orders/{orderId}/return-cases/{caseId}/moves': async (request, caller) => {
    const move = bodyOf(request, CaseMove, invalidReturnCase);
    const isOfShop = actsForShop(caller);
    const caseId = pathParameter(request, 'caseId');
    const orderId = pathParameter(request, 'orderId');
    const action = { action: 'moveReturnCase', orderId, about: caseId, after: move };
    const mover = isOfShop ? { by: caller.client, caller } : { by: caller.client };
    const moved = await audited(request, caller, action, async () => {
      const { id } = await orderOf(request, caller);
      if (!isOfShop && !movesOfCustomers.includes(move.to)) {
        throw new Problem(forbidden, `Only the shop says that a case is ${move.to}.`);
      }
      await (move.to === 'INSPECTED' ? inspectCase(id, caseId, move, mover) : moveCase(id, caseId, move, mover));
      return id;
    });
    return json(200, await orderShown(moved, caller));
  },
  'GET /operations/return-cases': async (request) => {
    const { state, cursor } = request.queryStringParameters ?? {};
    return json(200, await listCases(state, pageLimit(request), cursor));
  },
};

/** The routes by which storefronts and staff see to returns, exchanges and claims. */
export const handler = httpActions(actions);

/** The order of the path, which the caller may see to. @throws Problem not-found */
async function orderOf(request: HttpRequest, caller: Caller): Promise<Order> {
  const { order } = await findSnapshot(caller, pathParameter(request, 'orderId'));
  if (!(isOf(caller, order) || may(caller, 'refund') || may(caller, 'stock'))) {
    throw new Problem(notFound, 'There is no such order.');
  }
  return order;
}

async function orderShown(id: OrderId, caller: Caller) {
  const snapshot = await readStoredSnapshot(id);
  if (snapshot === undefined) throw new Problem(notFound, 'There is no such order.');
  return shown(snapshot, caller);
}
