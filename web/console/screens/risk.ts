import type { OutputOf } from '../../../client/src/client.ts';
import { decideButtons, queue } from '../decisions.ts';
import type { Screen, Visit } from '../desk.ts';
import { ask } from '../dialog.ts';
import { type Child, h } from '../dom.ts';
import { money, when, words } from '../format.ts';
import { publishedError } from '../published-error.ts';
import { figures } from '../table.ts';

type Review = OutputOf<'listRiskReviews'>['reviews'][number];

const refreshSeconds = 30;

/** Doubtful orders: what is known of each, how much time is left, and to approve or deny it. */
export const risk: Screen = {
  title: 'Orders to check',
  tab: 'Risk',
  needs: 'listRiskReviews',
  async draw(visit) {
    const { desk, signal, againIn } = visit;
    const { reviews, isMore } = await desk.api.listRiskReviews({}, { signal });
    againIn(refreshSeconds);
    return [
      h('h1', { tabindex: -1 }, 'Orders to check'),
      isMore && h('p', { class: 'verdict warn' }, 'So many orders wait for something that not all were looked at.'),
      queue({
        ...{ title: 'Orders to check', noun: 'order', waitsFor: 'a decision' },
        nothing: 'No order waits for a decision about its risk.',
        columns: ['Order', ...figures('Score'), 'Found', 'Known', 'Time left', 'Decide'],
        rows: reviews.map((review) => row(visit, review)),
      }),
      publishedError('risk'),
    ];
  },
};

function row(visit: Visit, review: Review): Child[] {
  const { orderId, number, amount, currency, score, rules, reasons, customer } = review;
  return [
    [
      h('a', { href: `#/orders/${orderId}` }, number),
      [money(amount, currency), `${customer.name}, ${customer.country}`].map((line) => [h('br'), line]),
    ],
    h('span', { title: `Rules of ${rules}` }, String(score)),
    h(
      'ul',
      { class: 'plain-list' },
      reasons.map(({ says }) => h('li', {}, says)),
    ),
    known(review),
    timeLeft(review),
    visit.desk.session.may('decideRiskReview') &&
      decideButtons(orderId, 'Deny', (approve) => decision(visit, review, approve)),
  ];
}

/** The signals as they are, but for the amount, which stands with the order, and what it is about worth. */
function known({ signals }: Review): Child {
  const { amount: _amount, worth: _worth, ...others } = signals;
  return h(
    'ul',
    { class: 'plain-list' },
    Object.entries(others).map(([name, value]) => h('li', {}, `${words(name)}: ${value}`)),
  );
}

function timeLeft({ until, holdExpiresAt, authorizedUntil, unseen, needsTwo, firstApproval }: Review): Child[] {
  return [
    when(until),
    h('br'),
    `then ${unseen === 'APPROVED' ? 'approved' : 'denied'} by rule`,
    holdExpiresAt !== undefined && [h('br'), 'stock is held until ', when(holdExpiresAt)],
    authorizedUntil !== undefined && [h('br'), 'its authorisation ends ', when(authorizedUntil)],
    needsTwo && [
      h('br'),
      firstApproval === undefined
        ? 'needs two people to approve'
        : `approved by ${firstApproval.by} (${firstApproval.reason}); needs a second person`,
    ],
  ];
}

async function decision({ desk, again }: Visit, review: Review, approve: boolean): Promise<void> {
  const { orderId, number, amount, currency, needsTwo, firstApproval } = review;
  const isFirst = needsTwo && firstApproval === undefined;
  const approving = isFirst
    ? 'A second person has to approve it too before it is confirmed.'
    : 'It is confirmed, and its money taken.';
  await ask(desk, {
    title: `${approve ? 'Approve' : 'Deny'} order ${number} of ${money(amount, currency)}`,
    explanation: approve
      ? approving
      : 'It is rejected and its money goes back. Its customer reads that we could not accept it, and not why.',
    action: approve ? 'Approve' : 'Deny',
    isFinal: true,
    async run({ why = '' }, { api }) {
      await api.decideRiskReview({ orderId, body: { approve, reason: why.slice(0, 200) } });
    },
  });
  // A colleague may have been faster: whatever came of it, what stands now is shown.
  await again();
}
