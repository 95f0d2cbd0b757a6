import { audited } from '../audit/audited.ts';
import { resolveNotice } from '../notifications/resolve-notice.ts';
import { noticeName } from '../orders/notice-event.ts';
import { orderTable } from '../orders/order-table.ts';
import { type Actions, httpActions } from '../runtime/actions.ts';
import { bodyOf } from '../runtime/body.ts';
import { json } from '../runtime/http.ts';
import { pathParameter } from '../runtime/http-request.ts';
import { Problem } from '../runtime/problem.ts';
import { demandOrder } from './demand-order.ts';
import { extendHold } from './extend-hold.ts';
import { giveUpOrder } from './give-up-order.ts';
import { invalidRepair, noNoticeBrokeOff } from './problems.ts';
import { GiveUp, HoldExtension, NoticeSettlement } from './repair.ts';

/** What each route does. */
export const actions: Actions = {
  'POST /operations/orders/{orderId}/give-up': async (request, caller) => {
    const orderId = pathParameter(request, 'orderId');
    const { reason } = bodyOf(request, GiveUp, invalidRepair);
    const asked = { action: 'giveUpOrder', orderId, reason };
    return json(200, await audited(request, caller, asked, () => giveUpOrder(caller, orderId)));
  },
  'POST /operations/orders/{orderId}/hold-extension': async (request, caller) => {
    const orderId = pathParameter(request, 'orderId');
    const { reason, minutes } = bodyOf(request, HoldExtension, invalidRepair);
    const asked = { action: 'extendHold', orderId, reason, after: { minutes } };
    return json(200, await audited(request, caller, asked, () => extendHold(orderId, minutes)));
  },
  'POST /operations/orders/{orderId}/notice-settlement': async (request, caller) => {
    const orderId = pathParameter(request, 'orderId');
    const { reason, ...found } = bodyOf(request, NoticeSettlement, invalidRepair);
    const asked = { action: 'settleNotice', orderId, reason, after: found };
    return json(200, await audited(request, caller, asked, () => settleNotice(orderId, found)));
  },
};

/** The routes by which operators bring single orders home that cannot go on by themselves. */
export const handler = httpActions(actions);

/** @throws Problem not-found, no-notice-broke-off */
async function settleNotice(id: string, { channel, outcome }: Pick<NoticeSettlement, 'channel' | 'outcome'>) {
  const { id: orderId } = await demandOrder(id, orderTable());
  const notices = await resolveNotice(orderId, channel, outcome === 'SENT' ? 'sent' : 'again');
  if (notices.length === 0) throw new Problem(noNoticeBrokeOff, `No notice of the order by ${channel} broke off.`);
  return { orderId, notices: notices.map(noticeName) };
}
