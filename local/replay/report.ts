import { formatDuration } from '../../bin/operations/format-duration.ts';
import { firstOf, judgement } from '../history/judgement.ts';
import { coloured } from '../terminal.ts';
import type { Outcome, Replay } from './replay.ts';

/** The counts of outcomes. */
export interface Counts {
  readonly sent: number;
  readonly refused: number;
  readonly accepted: number;
  readonly confirmed: number;
  readonly rejected: number;
  readonly failed: number;
  readonly lost: number;
  /** Refusals at the door, by reason. */
  readonly refusals: ReadonlyMap<string, number>;
  /** Rejected orders, by reason. */
  readonly rejections: ReadonlyMap<string, number>;
}

/** Counts what became of the invoices. */
export function count(outcomes: readonly Outcome[]): Counts {
  const refusals = new Map<string, number>();
  const rejections = new Map<string, number>();
  let [confirmed, rejected, failed, lost, refused] = [0, 0, 0, 0, 0];
  for (const outcome of outcomes) {
    if (outcome.kind === 'lost') lost++;
    else if (outcome.kind === 'refused') {
      refused++;
      refusals.set(outcome.reason, (refusals.get(outcome.reason) ?? 0) + 1);
    } else if (outcome.failure !== undefined) failed++;
    else if (outcome.status === 'CONFIRMED') confirmed++;
    else {
      rejected++;
      const reason = outcome.reason ?? outcome.status;
      rejections.set(reason, (rejections.get(reason) ?? 0) + 1);
    }
  }
  const sent = outcomes.length;
  return { sent, refused, accepted: sent - refused, confirmed, rejected, failed, lost, refusals, rejections };
}

/** Whether everything ended as it must. */
export function isRight({ mistakes, violations }: Replay): boolean {
  return mistakes.length === 0 && violations.length === 0;
}

/** The replay for people, line by line. */
export function report(replay: Replay): readonly string[] {
  const { creditNotes, deadLetters, repeats, milliseconds, stock, mistakes, violations } = replay;
  const counts = count(replay.outcomes);
  const rate = (counts.accepted / Math.max(0.001, milliseconds / 1000)).toFixed(1);
  const row = (label: string, value: number, note = '') =>
    `  ${label.padEnd(20)}${value.toLocaleString('en').padStart(8)}${note && `   ${note}`}`;
  const by = (reasons: ReadonlyMap<string, number>) =>
    [...reasons].sort(([, a], [, b]) => b - a).map(([reason, times]) => row('', times, reason));

  return [
    row('invoices', counts.sent + creditNotes),
    row('credit notes', creditNotes, 'not orders: skipped'),
    row('refused at the door', counts.refused),
    ...by(counts.refusals),
    row('accepted', counts.accepted, `in ${formatDuration(milliseconds)}, ${rate} orders a second`),
    row('  confirmed', counts.confirmed),
    row('  rejected', counts.rejected),
    ...by(counts.rejections),
    row('  failed', counts.failed, deadLetters === counts.failed ? '' : `but ${deadLetters} dead letters`),
    ...longest(replay.outcomes).map(({ lines, became }) => row('longest order', lines, `lines: ${became}`)),
    ...(counts.lost > 0 ? [row('not ended', counts.lost)] : []),
    ...(repeats > 0
      ? [row('requests repeated', repeats, 'as the service asked for (Retry-After), or left unanswered')]
      : []),
    '',
    ...judgement(violations),
    `    ${stock.skus.toLocaleString('en')} SKUs, ${stock.unitsPromised.toLocaleString('en')} units promised to these orders`,
    mistakes.length === 0
      ? `  ${coloured('green', '✓')} No order failed, and no possible order was refused.`
      : `  ${coloured('red', '✗')} Not as it should be:`,
    ...firstOf(mistakes),
  ];
}

/** The accepted order of the most lines, and what became of it. */
function longest(outcomes: readonly Outcome[]): readonly { lines: number; became: string }[] {
  return outcomes
    .flatMap((outcome) =>
      outcome.kind === 'ended' ? { lines: outcome.invoice.lines.length, became: outcome.status.toLowerCase() } : [],
    )
    .sort((a, b) => b.lines - a.lines)
    .slice(0, 1);
}
