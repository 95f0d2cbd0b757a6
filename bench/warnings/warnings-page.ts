import { table } from '../table.ts';
import type { WarningsResult } from './replay.ts';

/** What is printed, and stands in docs/models/warnings.md. */
export function warningsPage({ course, kinds, falseAWeek }: WarningsResult): string {
  const rows = kinds.map(({ kind, episodes, breaches, warned, minutesAhead }) => [
    ...[kind, String(episodes), String(breaches), String(warned)],
    warned === 0 ? '–' : String(minutesAhead),
  ]);
  return [
    `${course.weeks} generated weeks, noise of standard deviation ${course.noise} of the limit, seed ${course.seed}:`,
    table(['episode', 'of them', 'reached the limit', 'foreseen', 'minutes ahead of the alarm, median'], rows, [0]),
    `Warnings that came to nothing: ${falseAWeek} a week.`,
  ].join('\n\n');
}
