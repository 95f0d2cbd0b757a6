import type { OutputOf } from '../../client/src/client.ts';
import type { Visit } from './desk.ts';
import { ask } from './dialog.ts';
import { type Child, h } from './dom.ts';
import { when } from './format.ts';

type Intake = OutputOf<'getIntake'>;

/** Whether new orders are taken: said aloud while they are not; and the button that changes it. */
export function intake({ desk, again }: Visit, { state, since, by, reason }: Intake): Child {
  const isDrained = state === 'DRAINED';
  const title = isDrained ? 'Take new orders again' : 'Take no new orders';
  const change = async () => {
    await ask(desk, {
      title,
      explanation: isDrained
        ? 'Storefronts that were sent away come back by themselves.'
        : 'Storefronts are answered 503, to try again later. Orders under way go on.',
      action: title,
      ...(!isDrained && { isFinal: true as const }),
      async run({ why = '' }, { api }) {
        await api.changeIntake({ body: { state: isDrained ? 'OPEN' : 'DRAINED', reason: why } });
      },
    });
    await again();
  };
  const button =
    desk.session.may('changeIntake') && h('button', { type: 'button', id: 'intake', onclick: change }, `${title} …`);
  if (!isDrained) return button && h('div', { class: 'buttons actions' }, button);
  return h(
    'section',
    { class: 'card standing bad' },
    h('p', { class: 'lead' }, 'New orders are not taken', since !== undefined && [', since ', when(since)], '.'),
    h('p', {}, [by, reason].filter(Boolean).join(': ')),
    button && h('div', { class: 'buttons' }, button),
  );
}
