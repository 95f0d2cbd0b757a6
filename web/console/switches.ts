import type { OutputOf } from '../../client/src/client.ts';
import { type SwitchKindName, switchKind } from '../../lambdas/contingency/switch-kinds.ts';
import { type Child, h } from './dom.ts';
import { when } from './format.ts';

/** The switches, as the API has them. */
export type Switches = OutputOf<'listSwitches'>;
export type ListedSwitch = Switches['switches'][number];

/** What is on, said aloud: with since when, until when, by whom and why. */
export function switchBanner({ switches }: Switches): Child {
  const on = switches.filter(({ state }) => state === 'ON');
  const ended = switches.filter(endedByItself);
  if (on.length + ended.length === 0) return false;
  return h(
    'section',
    { class: `card standing ${on.length > 0 ? 'bad' : 'warn'}` },
    on.map((one) => [
      h('p', { class: 'lead' }, titleOf(one), ', since ', when(one.from), lasting(one), '.'),
      h('p', {}, `${one.by}: ${one.reason}`),
    ]),
    ended.map((one) =>
      h(
        'p',
        {},
        titleOf(one),
        ': ended by itself ',
        when(one.until ?? one.from),
        '. If it is not over, turn it on again.',
      ),
    ),
    h('p', {}, h('a', { href: '#/contingency' }, 'Contingency')),
  );
}

/** `Payment method out of order: stripe`. */
export function titleOf({
  kind,
  target,
}: {
  readonly kind: SwitchKindName;
  readonly target?: string | undefined;
}): string {
  return [switchKind(kind).title, target].filter(Boolean).join(': ');
}

const dayMilliseconds = 86_400_000;

/** Whether it has come to its end in the last day, and nobody has said that what it was for is over. */
const endedByItself = ({ state, until, endedAt }: ListedSwitch): boolean =>
  state === 'OVER' && endedAt === undefined && until !== undefined && Date.now() - Date.parse(until) < dayMilliseconds;

const lasting = ({ until }: ListedSwitch): Child => until !== undefined && [', ends ', when(until)];
