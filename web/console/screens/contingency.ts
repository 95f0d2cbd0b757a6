import { endOf } from '../../../lambdas/contingency/switch-end.ts';
import { type SwitchKindName, switchKind, switchKindNames } from '../../../lambdas/contingency/switch-kinds.ts';
import type { Screen, Visit } from '../desk.ts';
import { ask, type Field } from '../dialog.ts';
import { type Child, h } from '../dom.ts';
import { moment, when, words } from '../format.ts';
import { type ListedSwitch, titleOf } from '../switches.ts';
import { table } from '../table.ts';

const refreshSeconds = 20;

/** The switches by which one gets through a contingency: what each does, which are on, and turning them. */
export const contingency: Screen = {
  title: 'Contingency',
  tab: 'Contingency',
  needs: 'listSwitches',
  async draw(visit) {
    const { switches } = await visit.desk.api.listSwitches({}, { signal: visit.signal });
    visit.againIn(refreshSeconds);
    return [
      h('h1', { tabindex: -1 }, 'Contingency'),
      h(
        'section',
        { class: 'card' },
        h('h2', {}, 'Switches'),
        switches.length === 0
          ? h('p', { class: 'quiet' }, 'No switch is on, and none was in the last week.')
          : table(
              'Switches',
              ['State', 'Switch', 'From', 'Until', 'Who and why', 'Do'],
              switches.map((one) => row(visit, one)),
            ),
      ),
      switchKindNames.map((kind) => described(visit, kind)),
    ];
  },
};

function row(visit: Visit, one: ListedSwitch): Child[] {
  const { state, from, by, reason } = one;
  const end = endOf(one);
  return [
    words(state),
    titleOf(one),
    moment(from),
    end === undefined ? 'turned off' : state === 'ON' ? when(end) : moment(end),
    `${by}: ${reason}`,
    state !== 'OVER' && visit.desk.session.may('changeSwitch') && turnOff(visit, one),
  ];
}

function turnOff(visit: Visit, { kind, target }: ListedSwitch): Child {
  const change = async () => {
    const title = `Turn off: ${titleOf({ kind, target })}`;
    await ask(visit.desk, {
      title,
      explanation: 'What waited for it goes on by itself.',
      action: 'Turn it off',
      async run({ why = '' }, { api }) {
        await api.changeSwitch({ body: { kind, state: 'OFF', reason: why, ...(target !== undefined && { target }) } });
      },
    });
    await visit.again();
  };
  const id = `off-${[kind, target].filter(Boolean).join('-')}`;
  return h('button', { type: 'button', id, onclick: change }, 'Turn off …');
}

/** What a switch does, and the button that turns it on. */
function described(visit: Visit, kind: SwitchKindName): Child {
  const { title, effect } = switchKind(kind);
  const turn = async () => {
    await ask(visit.desk, {
      title: `Turn on: ${title}`,
      explanation: effect,
      fields: fieldsOf(kind),
      action: 'Turn it on',
      async run({ why = '', target, until, from, number }, { api }) {
        const iso = (local: string) => new Date(local).toISOString();
        const { setting } = switchKind(kind);
        await api.changeSwitch({
          body: {
            ...{ kind, state: 'ON', reason: why },
            ...(target !== undefined && { target }),
            ...(from !== undefined && { from: iso(from) }),
            ...(until !== undefined && { until: iso(until) }),
            ...(setting !== undefined && number !== undefined && { [setting]: Number(number) }),
          },
        });
      },
    });
    await visit.again();
  };
  return h(
    'section',
    { class: 'card' },
    h('h2', {}, title),
    h('p', {}, effect),
    visit.desk.session.may('changeSwitch') &&
      h('div', { class: 'buttons' }, h('button', { type: 'button', id: `on-${kind}`, onclick: turn }, 'Turn on …')),
  );
}

function fieldsOf(kind: SwitchKindName): readonly Field[] {
  const { target, setting, needsUntil } = switchKind(kind);
  const optional = { isOptional: true } as const;
  const time = { type: 'datetime-local' } as const;
  const which: Field[] =
    target === undefined
      ? []
      : [
          {
            name: 'target',
            label: words(target.is),
            maxLength: 100,
            ...(target.isOptional && { ...optional, help: 'Without, all.' }),
          },
        ];
  const number =
    setting && { retryAfterSeconds: 'Try again after seconds', mostPerOrder: 'Units an order at most' }[setting];
  return [
    ...which,
    ...(number === undefined ? [] : [{ name: 'number', label: number, type: 'number', min: 1, ...optional } as const]),
    { name: 'from', label: 'From', help: 'Without, now.', ...time, ...optional },
    { name: 'until', label: 'Until', help: 'Then it ends by itself.', ...time, ...(needsUntil ? {} : optional) },
  ];
}
