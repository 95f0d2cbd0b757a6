import { environment } from '../runtime/environment.ts';
import { logger } from '../runtime/logger.ts';
import { publish } from '../runtime/topic.ts';
import { type CauseKind, causeKinds } from './cause.ts';
import { type CauseOverview, showCauses } from './cause-overview.ts';
import { percentOf, rateInWords, verdictWords } from './effect-words.ts';

/** What reporting touches. */
export interface ReportCausesPorts {
  readonly showCauses: (kind: CauseKind) => Promise<CauseOverview>;
  readonly tell: (subject: string, message: string) => Promise<void>;
}

const production = (): ReportCausesPorts => ({
  showCauses,
  tell: (subject, message) => publish(environment('ORDER_CAUSES_TOPIC_ARN'), subject, message),
});

const namedCauses = 3;

/**
 * Tells who operates the shop, by one message, why orders did not go well: of each kind its rate and whether that is a
 * trend, the most frequent causes, and what is done about them with what came of it.
 */
export async function reportCauses({ showCauses, tell }: ReportCausesPorts = production()): Promise<void> {
  const overviews = await Promise.all(causeKinds.map((kind) => showCauses(kind)));
  await tell('Why orders did not go well', reportOf(overviews));
  logger.info(
    'causes reported',
    Object.fromEntries(overviews.map(({ kind, orders, trend }) => [kind, { orders, trend }])),
  );
}

/** The message. */
export function reportOf(overviews: readonly CauseOverview[]): string {
  return [
    'Of the orders of the last four weeks that are old enough. A trend is a week out of the limits that the eight before it set (three standard deviations, docs/causes.md).',
    ...overviews.map(({ kind, from, to, placed, orders, trend, causes, actions, ...rate }) =>
      [
        '',
        `${kind}: ${orders} of ${placed} orders of ${from} to ${to}${placed === 0 ? '' : `, ${rateInWords(rate)}`}${said(trend)}`,
        ...causes
          .slice(0, namedCauses)
          .map(({ cause, orders, share, trend }) => `  ${cause}: ${orders}, ${percentOf(share)} of all${said(trend)}`),
        ...causes
          .slice(namedCauses)
          .filter(({ trend }) => trend === 'UP')
          .map(({ cause, orders }) => `  ${cause}: ${orders}, UP`),
        ...actions
          .filter(({ closed }) => closed === undefined)
          .map(
            ({ what, owner, since, cause = 'all', effect }) =>
              `  > ${what} (${owner}, since ${since}, against ${cause}): ${inWords(effect)}`,
          ),
      ].join('\n'),
    ),
  ].join('\n');
}

function inWords({ verdict, before, since, judgedFrom }: CauseOverview['actions'][number]['effect']): string {
  if (before === undefined || since === undefined) return `too early to say before ${judgedFrom}`;
  return `${verdictWords[verdict]}: ${rateInWords(before)} before, ${rateInWords(since)} since`;
}

const said = (trend: CauseOverview['trend']) => (trend === 'UP' || trend === 'DOWN' ? `, ${trend}` : '');
