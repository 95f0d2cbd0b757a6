import type { Intake } from '../../lambdas/order-intake/intake.ts';
import { WrongUsage, wholeNumber } from '../command-line.ts';
import { type Desk, subcommand } from './subcommand.ts';

const reasonAndDryRun = {
  reason: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
} as const;

/** `npm run ops -- drain`: lets no new orders in. */
export const drain = subcommand({
  usage: `  npm run ops -- drain              lets no new orders in: they are answered 503 with Retry-After; those under way go on
    --reason TEXT                   why
    --retry-after SECONDS           when storefronts are told to try again (120)
    --dry-run                       only says how it stands`,
  options: { ...reasonAndDryRun, 'retry-after': { type: 'string' } },
  ask: ({ values }, desk) =>
    change('DRAINED', values, desk, wholeNumber('--retry-after', values['retry-after'], { max: 86_400 })),
  tell: (answer) => ({ text: tellIntake(answer as Intake) }),
});

/** `npm run ops -- resume`: lets new orders in again. */
export const resume = subcommand({
  usage: `  npm run ops -- resume             lets new orders in again
    --reason TEXT                   why
    --dry-run                       only says how it stands`,
  options: reasonAndDryRun,
  ask: ({ values }, desk) => change('OPEN', values, desk),
  tell: (answer) => ({ text: tellIntake(answer as Intake) }),
});

async function change(
  state: Intake['state'],
  { reason, 'dry-run': isDryRun }: { reason?: string | undefined; 'dry-run'?: boolean | undefined },
  desk: Desk,
  retryAfterSeconds?: number,
): Promise<unknown> {
  if (isDryRun) return desk('GET', '/operations/intake');
  if (reason === undefined) throw new WrongUsage('Say why: --reason TEXT.');
  return desk('PUT', '/operations/intake', { body: { state, reason, retryAfterSeconds } });
}

function tellIntake({ state, since, by, reason, retryAfterSeconds }: Intake): string {
  const who = since === undefined ? '' : `, since ${since}, by ${by}: ${reason}`;
  if (state === 'OPEN') return `New orders are taken${who}.`;
  return `No new orders are taken${who}. Storefronts are told to try again in ${retryAfterSeconds} s. It holds everywhere within ten seconds.`;
}
