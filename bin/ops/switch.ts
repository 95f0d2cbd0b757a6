import { endOf } from '../../lambdas/contingency/switch-end.ts';
import { switchKind, switchKindNames } from '../../lambdas/contingency/switch-kinds.ts';
import type { StandingSwitch, SwitchList } from '../../lambdas/order-contingency/switch-change.ts';
import { WrongUsage, wholeNumber } from '../command-line.ts';
import { subcommand } from './subcommand.ts';
import { table } from './table.ts';

const kinds = switchKindNames
  .map((name) => {
    const { title, target, needsUntil } = switchKind(name);
    const of =
      target === undefined
        ? ''
        : ` ${target.is === 'SKU' ? '[SKU]' : target.is === 'carrier' ? 'CARRIER' : 'PROVIDER'}`;
    return `      ${`${name}${of}`.padEnd(26)}${title.toLowerCase()}${needsUntil ? '; needs --until' : ''}`;
  })
  .join('\n');

/** `npm run ops -- switch`: the switches of a contingency. */
export const switches = subcommand({
  usage: `  npm run ops -- switch             which switches are on, are to come, or were on in the last week
  npm run ops -- switch on KIND [WHICH], switch off KIND [WHICH]
${kinds}
    --reason TEXT                   why
    --until TIME, --from TIME       when it ends by itself, and begins: 2026-11-28T08:00:00Z, or with +01:00
    --retry-after SECONDS           of intake-drained: when storefronts are told to try again (120)
    --most-per-order NUMBER         of flash-sale: how many units an order takes at most`,
  options: {
    reason: { type: 'string' },
    until: { type: 'string' },
    from: { type: 'string' },
    'retry-after': { type: 'string' },
    'most-per-order': { type: 'string' },
  },
  takes: { max: 3 },
  async ask({ values, positionals: [word, kind, target] }, desk) {
    if (word === undefined) return desk.read('/operations/switches');
    if (word !== 'on' && word !== 'off') throw new WrongUsage(`Say switch on, or switch off, not ${word}.`);
    if (kind === undefined || !switchKindNames.some((name) => name === kind)) {
      throw new WrongUsage(`Say which: ${switchKindNames.join(', ')}.`);
    }
    if (values.reason === undefined) throw new WrongUsage('Say why: --reason TEXT.');
    const body = {
      ...{ kind, target, state: word === 'on' ? 'ON' : 'OFF', reason: values.reason },
      ...{ from: values.from, until: values.until },
      retryAfterSeconds: wholeNumber('--retry-after', values['retry-after'], { max: 86_400 }),
      mostPerOrder: wholeNumber('--most-per-order', values['most-per-order'], { max: 10_000 }),
    };
    return desk.change('PUT', '/operations/switches', { reason: values.reason, body });
  },
  tell(answer) {
    const { switches } = answer as SwitchList;
    if (switches.length === 0) return { text: 'No switch is on, and none was in the last week.' };
    const text = table(['state', 'switch', 'from (UTC)', 'until (UTC)', 'by', 'why'], switches.map(row));
    return { text: `${text}\nWhat is changed holds everywhere within ten seconds.` };
  },
});

function row(one: StandingSwitch): string[] {
  const { kind, target, state, from, by, reason } = one;
  const minute = (moment: string) => moment.slice(0, 16).replace('T', ' ');
  const end = endOf(one);
  const which = [kind, target].filter(Boolean).join(' ');
  return [state, which, minute(from), end === undefined ? 'turned off' : minute(end), by, reason];
}
