import { type CauseKind, causeKinds } from '../../lambdas/order-causes/cause.ts';
import type { CauseOverview } from '../../lambdas/order-causes/cause-overview.ts';
import { reportOf } from '../../lambdas/order-causes/report-causes.ts';
import { WrongUsage } from '../command-line.ts';
import { subcommand } from './subcommand.ts';

/** `npm run ops -- causes`: why orders did not go well. */
export const causes = subcommand({
  usage: `  npm run ops -- causes             why orders were rejected, cancelled, late, complained about and returned, and what is
                                    done about it: what the report of Monday says, as of last night
  npm run ops -- causes KIND        only of one of ${causeKinds.join(', ')}`,
  options: {},
  takes: { max: 1 },
  async ask({ positionals: [asked] }, desk) {
    const kinds = asked === undefined ? causeKinds : causeKinds.filter((kind) => kind === asked.toUpperCase());
    if (kinds.length === 0) throw new WrongUsage(`${asked} is none of ${causeKinds.join(', ')}.`);
    return Promise.all(kinds.map((kind: CauseKind) => desk.read(`/operations/causes?kind=${kind}`)));
  },
  tell: (answer) => ({ text: reportOf(answer as CauseOverview[]) }),
});
