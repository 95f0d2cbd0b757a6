import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import {
  type Redrive,
  type RedriveResult,
  type RedriveResults,
  redriveOutcomes,
  redriveRates,
} from '../../lambdas/order-redrive/redrive.ts';
import { WrongUsage, wholeNumber } from '../command-line.ts';
import { noneOfGroup } from './failed.ts';
import { orderMeant } from './order-meant.ts';
import { type Desk, searchParameters, subcommand } from './subcommand.ts';
import { table } from './table.ts';

/** A redrive, and the orders that did not go on by it. */
interface Told extends Redrive {
  readonly others: readonly RedriveResult[];
}

/** `npm run ops -- redrive`: lets failed orders go on, as a job of the service. */
export const redrive = subcommand({
  usage: `  npm run ops -- redrive            the redrives of the last 90 days
  npm run ops -- redrive ORDER...   lets failed orders go on from the step that failed: their numbers or ids
    --group GROUP, --all            those of a group, or all, instead
    --reason TEXT                   why they can go on now, or are to rest
    --dry-run                       only says what would become of each, and why what cannot go on cannot
    --rate NUMBER                   so many a second (${redriveRates.default})
    --start-anew                    from the first step of the present definition, which finds what was done: where the definition was
                                    wrong, or the failure is 14 days old
    --watch ID, --pause ID, --go-on ID
                                    what becomes of a redrive; lets it rest, or go on. It needs no command to wait for it`,
  options: {
    group: { type: 'string' },
    all: { type: 'boolean', default: false },
    reason: { type: 'string' },
    'dry-run': { type: 'boolean', default: false },
    rate: { type: 'string' },
    'start-anew': { type: 'boolean', default: false },
    watch: { type: 'string' },
    pause: { type: 'string' },
    'go-on': { type: 'string' },
  },
  takes: { max: 1_000 },
  async ask({ values, positionals }, desk) {
    const { watch, pause: resting, 'go-on': goingOn } = values;
    if (resting !== undefined) await desk.change('POST', `${pathOf(resting)}/pause`, { reason: values.reason });
    if (goingOn !== undefined) await desk.change('POST', `${pathOf(goingOn)}/resume`, { reason: values.reason });
    const known = resting ?? goingOn ?? watch;
    if (known !== undefined) return watched(known, desk);
    const chosen = [positionals.length > 0, values.group !== undefined, values.all].filter(Boolean).length;
    if (chosen === 0) return desk.read('/operations/redrives');
    if (chosen > 1) throw new WrongUsage('Name orders, or say --group or --all: one of these.');
    if (values.reason === undefined) throw new WrongUsage('Say why they can go on now: --reason TEXT.');
    const orders = await Promise.all(positionals.map((said) => orderMeant(said, desk)));
    const body = {
      ...(orders.length > 0 ? { orders } : values.group === undefined ? { all: true } : { group: values.group }),
      reason: values.reason,
      dryRun: values['dry-run'],
      startAnew: values['start-anew'],
      ratePerSecond: wholeNumber('--rate', values.rate, { max: redriveRates.max }),
    };
    const begun = await desk.change('POST', '/operations/redrives', {
      ...{ reason: values.reason, body, idempotencyKey: randomUUID() },
    });
    return watched(String(begun.id), desk);
  },
  tell(answer) {
    if ('redrives' in (answer as object)) {
      return { text: tellRedrives((answer as { readonly redrives: readonly Redrive[] }).redrives) };
    }
    const told = answer as Told;
    // A name that was cut off or mistyped: the job has nothing to do, and whoever asked for it believes that it is done.
    if (told.group !== undefined && told.state === 'DONE' && told.orders === 0)
      return { text: noneOfGroup, exitCode: 1 };
    return { text: tellRedrive(told), exitCode: told.outcomes.REFUSED + told.outcomes.TAKEN > 0 ? 1 : 0 };
  },
});

function pathOf(id: string): string {
  return `/operations/redrives/${encodeURIComponent(id)}`;
}

/** Waits until a redrive rests, and says meanwhile how far it is; on the error output, so that JSON stays whole. */
async function watched(id: string, desk: Desk): Promise<Told> {
  for (let told = ''; ; await pause(1_000)) {
    const found = (await desk.read(pathOf(id))) as unknown as Redrive;
    const line = tellProgress(found);
    if (line !== told) console.error(line);
    told = line;
    if (found.state !== 'RUNNING') return { ...found, others: await othersOf(id, desk) };
  }
}

/** The orders of a redrive that did not go on by it. */
async function othersOf(id: string, desk: Desk): Promise<readonly RedriveResult[]> {
  const others: RedriveResult[] = [];
  let cursor: string | undefined;
  do {
    const page = await desk.read(`${pathOf(id)}/orders?${searchParameters({ limit: '200', cursor })}`);
    const { results, next } = page as unknown as RedriveResults;
    others.push(...results.filter(({ outcome }) => outcome !== 'REDRIVEN' && outcome !== 'STARTED_ANEW'));
    cursor = next;
  } while (cursor !== undefined);
  return others;
}

function tellProgress({ id, state, dryRun, orders, outcomes }: Redrive): string {
  const done = redriveOutcomes.reduce((sum, outcome) => sum + outcomes[outcome], 0);
  const of = orders === undefined ? 'its orders are being counted' : `${done} of ${orders} orders`;
  return `${dryRun ? 'Dry run' : 'Redrive'} ${id} is ${state}: ${of}`;
}

function tellRedrive({ others, ...redrive }: Told): string {
  const counts = redriveOutcomes.map((outcome) => `${redrive.outcomes[outcome]} ${outcome}`);
  return [
    `${tellProgress(redrive)}${redrive.dryRun ? ', which would be' : ''}: ${counts.join(', ')}`,
    ...others.map(({ orderId, outcome = 'WAITS', why = '' }) => `${orderId}  ${outcome}  ${why}`.trimEnd()),
  ].join('\n');
}

function tellRedrives(redrives: readonly Redrive[]): string {
  if (redrives.length === 0) return 'Nothing was redriven in the last 90 days.';
  const rows = redrives.map(({ id, createdAt, state, dryRun, by, orders, outcomes, reason }) => [
    createdAt.slice(0, 16).replace('T', ' '),
    dryRun ? `${state}, dry run` : state,
    by,
    String(orders ?? ''),
    redriveOutcomes.flatMap((outcome) => (outcomes[outcome] > 0 ? [`${outcomes[outcome]} ${outcome}`] : [])).join(', '),
    reason,
    id,
  ]);
  return table(['begun (UTC)', 'state', 'by', 'orders', 'outcomes', 'why', 'id'], rows);
}
