import type { OutputOf } from '../../../client/src/client.ts';
import { decideButtons, queue } from '../decisions.ts';
import type { Screen, Visit } from '../desk.ts';
import { ask } from '../dialog.ts';
import { type Child, h } from '../dom.ts';
import { money, when } from '../format.ts';
import { figures } from '../table.ts';

type Approval = OutputOf<'listRefundApprovals'>['approvals'][number];

const refreshSeconds = 30;

/** Refunds beyond the limits of who asked for them: another person approves or refuses them. */
export const approvals: Screen = {
  title: 'Refunds to approve',
  tab: 'Approvals',
  needs: 'listRefundApprovals',
  async draw(visit) {
    const { desk, signal, againIn } = visit;
    const { approvals: open } = await desk.api.listRefundApprovals({}, { signal });
    againIn(refreshSeconds);
    return [
      h('h1', { tabindex: -1 }, 'Refunds to approve'),
      queue({
        ...{ title: 'Refunds to approve', noun: 'refund', waitsFor: 'a second person' },
        nothing: 'No refund waits for a second person.',
        columns: ['Order', ...figures('Amount'), 'Why', 'Asked', 'Until', 'Decide'],
        rows: open.map((approval) => row(visit, approval)),
      }),
    ];
  },
};

function row(visit: Visit, approval: Approval): Child[] {
  const { id, orderId, number, amount, currency, reason, requestedBy, requestedAt, expiresAt } = approval;
  return [
    h('a', { href: `#/orders/${orderId}` }, number),
    money(amount, currency),
    reason,
    h('span', {}, requestedBy, ' ', when(requestedAt)),
    when(expiresAt),
    visit.desk.session.may('decideRefundApproval') &&
      decideButtons(id, 'Refuse', (approve) => decision(visit, approval, approve)),
  ];
}

async function decision(
  { desk, again }: Visit,
  { id, number, amount, currency }: Approval,
  approve: boolean,
): Promise<void> {
  await ask(desk, {
    title: `${approve ? 'Approve' : 'Refuse'} to give ${money(amount, currency)} of order ${number} back`,
    explanation: approve ? 'The money goes back at once.' : 'Who asked sees that it was refused, and why.',
    action: approve ? 'Approve' : 'Refuse',
    isFinal: true,
    async run({ why = '' }, { api }) {
      await api.decideRefundApproval({ approvalId: id, body: { approve, reason: why.slice(0, 200) } });
    },
  });
  // A colleague may have been faster: whatever came of it, what stands now is shown.
  await again();
}
