import type { OutputOf } from '../../../client/src/client.ts';
import type { Screen, Visit } from '../desk.ts';
import { ask, type Question } from '../dialog.ts';
import { type Child, h, show } from '../dom.ts';
import { count, counted, money, when, words } from '../format.ts';
import { giveUpQuestion } from '../give-up.ts';
import { type Redriven, redriveQuestion } from '../redrive.ts';
import { redriveList } from '../redrive-list.ts';
import { figures, table } from '../table.ts';
import { tile } from '../tiles.ts';

type Groups = OutputOf<'listFailureGroups'>;
type Group = Groups['groups'][number];
type Failure = OutputOf<'listFailures'>['failures'][number];

const refreshSeconds = 15;
/** While a redrive runs, its progress is looked at so often. */
const runningSeconds = 2;

/** The orders that failed and wait for somebody: by what failed, and what is being done about them. */
export const failed: Screen = {
  title: 'Failed orders',
  tab: 'Failed',
  needs: 'listFailureGroups',
  async draw(visit) {
    const { desk, subject, signal, againIn } = visit;
    const [groups, { redrives }] = await Promise.all([
      desk.api.listFailureGroups({}, { signal }),
      desk.api.listRedrives({}, { signal }),
    ]);
    const isRunning = redrives.some(({ state }) => state === 'RUNNING');
    if (subject === undefined) againIn(isRunning ? runningSeconds : refreshSeconds);
    const shown = subject === undefined ? overview(visit, groups) : await groupOf(visit, groups, subject);
    return [shown, redriveList(visit, redrives, groups)];
  },
};

function overview(visit: Visit, { groups, ...sums }: Groups): Child {
  return [
    h('h1', { tabindex: -1 }, 'Failed orders'),
    sums.orders === 0
      ? h('p', { class: 'verdict good' }, 'No order waits for somebody.')
      : h('ul', { class: 'tiles' }, sumTiles(sums)),
    groups.length > 1 &&
      h(
        'div',
        { class: 'buttons actions' },
        redriveButtons(visit, { all: true }, `all ${counted(sums.orders, 'failed order')}`, 'all'),
      ),
    groups.map((group) => groupCard(visit, group)),
  ];
}

function groupCard(visit: Visit, group: Group): HTMLElement {
  return h(
    'section',
    { class: 'card group' },
    h('h2', {}, `${group.step ?? 'Before its first step'}: ${group.error}`),
    h('p', { class: 'code' }, group.cause),
    h('p', {}, sumSentence(group)),
    h(
      'div',
      { class: 'buttons' },
      redriveButtons(visit, { group: group.group }, counted(group.orders, 'failed order'), group.group),
      h(
        'a',
        { class: 'button', href: `#/failed/${encodeURIComponent(group.group)}`, id: `see-${group.group}` },
        'See the orders',
      ),
    ),
  );
}

/** One group, order by order: to redrive or give up some of them. */
async function groupOf(visit: Visit, { groups }: Groups, subject: string): Promise<Child> {
  const { desk, signal, again } = visit;
  const group = groups.find((candidate) => candidate.group === subject);
  const { failures, next } = await desk.api.listFailures({ group: subject, limit: 200 }, { signal });
  const chosen = new Set<string>();
  const said = h('span', { class: 'quiet', 'aria-live': 'polite' });
  const tell = () => show(said, `${counted(chosen.size, 'order')} chosen`);
  const boxes = failures.map(({ orderId, number }) => {
    const box = h('input', { type: 'checkbox', id: `choose-${orderId}`, 'aria-label': `Choose ${number}` });
    box.addEventListener('change', () => {
      if (box.checked) chosen.add(orderId);
      else chosen.delete(orderId);
      tell();
    });
    return box;
  });
  const every = h('input', { type: 'checkbox', id: 'choose-all' });
  every.addEventListener('change', () => {
    for (const box of boxes) {
      box.checked = every.checked;
      box.dispatchEvent(new Event('change'));
    }
  });
  tell();
  const ofChosen = (question: (orders: readonly Failure[]) => Question) => async () => {
    const orders = failures.filter(({ orderId }) => chosen.has(orderId));
    if (orders.length === 0) return show(said, 'Choose an order first.');
    await ask(desk, question(orders));
    // Some may be done, and another may have been faster.
    await again();
  };
  return [
    h('p', {}, h('a', { href: '#/failed' }, 'All failed orders')),
    h(
      'h1',
      { tabindex: -1 },
      group === undefined ? 'No order is left of this' : `${group.step ?? 'Before its first step'}: ${group.error}`,
    ),
    group !== undefined && [h('p', { class: 'code' }, group.cause), h('p', {}, sumSentence(group))],
    failures.length > 0 &&
      h(
        'section',
        { class: 'card' },
        h(
          'div',
          { class: 'filters' },
          h('label', { class: 'check' }, every, ' all on this page'),
          said,
          h(
            'div',
            { class: 'buttons' },
            desk.session.may('startRedrive') &&
              h(
                'button',
                {
                  type: 'button',
                  class: 'primary',
                  id: 'redrive-chosen',
                  onclick: ofChosen((orders) =>
                    redriveQuestion(chosenOrders(orders), counted(orders.length, 'chosen order')),
                  ),
                },
                'Redrive the chosen …',
              ),
            desk.session.may('giveUpOrder') &&
              h(
                'button',
                { type: 'button', class: 'final', id: 'give-up-chosen', onclick: ofChosen(giveUpQuestion) },
                'Give up the chosen …',
              ),
          ),
        ),
        failureTable(failures, boxes),
        next !== undefined && h('p', { class: 'quiet' }, 'The group has more: redrive it whole, or these first.'),
      ),
  ];
}

const chosenOrders = (orders: readonly Failure[]): Redriven => ({ orders: orders.map(({ orderId }) => orderId) });

function failureTable(failures: readonly Failure[], boxes: readonly HTMLElement[]): Child {
  return table(
    'Failed orders of the group',
    ['Choose', 'Order', 'Stood', 'Failed', 'Its hold ends', ...figures('Total', 'Units held'), 'What was tried'],
    failures.map(
      (
        { orderId, number, orderStatus, failedAt, holdEndsAt, total, currency, unitsHeld, claimedBy, refusal },
        index,
      ) => [
        boxes[index],
        h('a', { href: `#/orders/${orderId}` }, number),
        words(orderStatus),
        when(failedAt),
        holdEndsAt === undefined ? 'not at all' : when(holdEndsAt),
        money(total, currency),
        count(unitsHeld),
        claimedBy !== undefined ? `${claimedBy} is at it` : refusal && [refusal.why, ' ', when(refusal.at)],
      ],
    ),
  );
}

function redriveButtons(visit: Visit, which: Redriven, what: string, id: string): Child {
  const all = which.all ? ' all' : '';
  const { desk, again } = visit;
  if (!desk.session.may('startRedrive')) return undefined;
  const start = (dryRun: boolean) => async () => {
    if (await ask(desk, redriveQuestion(which, what, dryRun))) await again();
  };
  return [
    h('button', { type: 'button', class: 'primary', id: `redrive-${id}`, onclick: start(false) }, `Redrive${all} …`),
    h('button', { type: 'button', id: `dry-${id}`, onclick: start(true) }, `Dry run${which.all ? ' of all' : ''} …`),
  ];
}

function sumSentence({ orders, money: sums, unitsHeld, firstHoldEndsAt, oldestAt }: Group): Child {
  return [
    h('strong', {}, counted(orders, 'order')),
    sums.length > 0 && `, ${amounts(sums)}`,
    unitsHeld > 0 && `, ${counted(unitsHeld, 'unit')} held`,
    oldestAt !== undefined && ['; the oldest failed ', when(oldestAt)],
    firstHoldEndsAt !== undefined && ['; the first hold ends ', when(firstHoldEndsAt)],
    '.',
  ];
}

function sumTiles({ orders, money: sums, unitsHeld, firstHoldEndsAt, oldestAt }: Omit<Groups, 'groups'>): Child {
  return [
    tile('Failed orders', count(orders), 'bad'),
    tile('They come to', amounts(sums)),
    tile('Units held', count(unitsHeld)),
    tile('The oldest failed', oldestAt === undefined ? '–' : when(oldestAt)),
    tile('The first hold ends', firstHoldEndsAt === undefined ? '–' : when(firstHoldEndsAt), 'warn'),
  ];
}

const amounts = (sums: Groups['money']) => sums.map(({ currency, total }) => money(total, currency)).join(' + ');
