import type { OutputOf } from '../../client/src/client.ts';
import type { Visit } from './desk.ts';
import { ask } from './dialog.ts';
import { type Child, h } from './dom.ts';
import { count, counted, when } from './format.ts';

type Redrive = OutputOf<'getRedrive'>;
type Groups = OutputOf<'listFailureGroups'>;

/** How an outcome reads. */
const outcomes = {
  REDRIVEN: ['went on', 'would go on'],
  STARTED_ANEW: ['began anew', 'would begin anew'],
  NOT_NEEDED: ['needed nothing', 'need nothing'],
  TAKEN: ['taken by a colleague', 'are taken by a colleague'],
  REFUSED: ['refused', 'would be refused'],
} as const satisfies Record<keyof Redrive['outcomes'], readonly [done: string, dry: string]>;

/** So many of the latest are shown. */
const shown = 8;

/** The redrives: how far each is, and what became of its orders; each may be paused and go on. */
export function redriveList(visit: Visit, redrives: readonly Redrive[], { groups }: Groups): Child {
  if (redrives.length === 0) return undefined;
  return h(
    'section',
    { class: 'card' },
    h('h2', {}, 'Redrives, the latest first'),
    h(
      'ul',
      { class: 'plain-list' },
      redrives
        .slice(0, shown)
        .map((redrive) => h('li', { id: `redrive-of-${redrive.id}` }, line(visit, redrive, nameOf(redrive, groups)))),
    ),
  );
}

function line(visit: Visit, redrive: Redrive, name: string): Child {
  const { state, dryRun, orders, outcomes: found, by, reason, createdAt } = redrive;
  const done = Object.values(found).reduce((sum, one) => sum + one, 0);
  const told = Object.entries(outcomes)
    .filter(([name]) => found[name as keyof typeof found] > 0)
    .map(([name, [asDone, asDry]]) => `${count(found[name as keyof typeof found])} ${dryRun ? asDry : asDone}`);
  return [
    h(
      'div',
      { class: 'heading redrive' },
      h('strong', {}, dryRun ? 'Dry run' : 'Redrive', ` of ${name}`),
      h(
        'span',
        { class: `badge ${state === 'RUNNING' ? 'accent' : state === 'PAUSED' ? 'warn' : 'ended'}` },
        state.toLowerCase(),
      ),
      h('small', {}, `${by}, `, when(createdAt), `: ${reason}`),
      control(visit, redrive),
    ),
    state !== 'DONE' &&
      orders !== undefined &&
      h('progress', { max: Math.max(orders, 1), value: done, 'aria-label': `${done} of ${counted(orders, 'order')}` }),
    h(
      'p',
      {},
      orders === undefined
        ? 'Its orders are being counted.'
        : `${count(done)} of ${counted(orders, 'order')}: ${told.join(', ') || 'none yet'}.`,
    ),
  ];
}

/** What a redrive is of. A group that has no order left has no name any more. */
function nameOf({ chosen, group }: Redrive, groups: Groups['groups']): string {
  if (chosen === 'all') return 'all';
  if (chosen === 'orders') return 'chosen orders';
  const known = groups.find((candidate) => candidate.group === group);
  return known === undefined ? 'a group' : `${known.step ?? 'first step'}: ${known.error}`;
}

function control({ desk, again }: Visit, { id, state }: Redrive): Child {
  const operation = state === 'RUNNING' ? 'pauseRedrive' : 'resumeRedrive';
  if (state === 'DONE' || !desk.session.may(operation)) return undefined;
  const [label, title] =
    state === 'RUNNING'
      ? (['Pause …', 'Pause the redrive'] as const)
      : (['Resume …', 'Let the redrive go on'] as const);
  const act = async () => {
    await ask(desk, {
      title,
      action: title,
      async run(_, { api }) {
        await api[operation]({ redriveId: id });
      },
    });
    await again();
  };
  return h('button', { type: 'button', id: `control-${id}`, onclick: act }, label);
}
