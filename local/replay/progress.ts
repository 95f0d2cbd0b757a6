import { formatDuration } from '../../bin/operations/format-duration.ts';
import { isLive, liveArea } from '../terminal.ts';
import type { Outcome } from './replay.ts';
import { count } from './report.ts';

const barWidth = 24;
const redrawMilliseconds = 100;

/** Shows how far a replay is: a bar on a terminal, a line at every tenth otherwise. */
export function progressOf(total: number) {
  const outcomes: Outcome[] = [];
  const area = isLive() ? liveArea() : undefined;
  const startedAt = Date.now();
  let shownAt = 0;

  return {
    add(outcome: Outcome): void {
      outcomes.push(outcome);
      const isLast = outcomes.length === total;
      if (area !== undefined) {
        if (!isLast && Date.now() - shownAt < redrawMilliseconds) return;
        shownAt = Date.now();
        area.show([`  ${bar(outcomes.length, total)}  ${progressLine(outcomes, total, Date.now() - startedAt)}`]);
      } else if (
        isLast ||
        Math.floor((outcomes.length * 10) / total) > Math.floor(((outcomes.length - 1) * 10) / total)
      ) {
        console.log(`  ${progressLine(outcomes, total, Date.now() - startedAt)}`);
      }
    },
    done(): void {
      area?.done();
    },
  };
}

/** A bar of a fixed width. */
export function bar(done: number, total: number): string {
  const full = Math.round((barWidth * done) / Math.max(1, total));
  return '█'.repeat(full) + '░'.repeat(barWidth - full);
}

/** How far it is, in one line. */
export function progressLine(outcomes: readonly Outcome[], total: number, milliseconds: number): string {
  const { confirmed, rejected, refused, failed, lost } = count(outcomes);
  const left = (milliseconds / Math.max(1, outcomes.length)) * (total - outcomes.length);
  const wrong = failed + lost > 0 ? `  ${failed + lost} failed` : '';
  const done = `${String(outcomes.length).padStart(String(total).length)}/${total}`;
  return `${done}  ${confirmed} confirmed  ${rejected} rejected  ${refused} refused${wrong}  ${formatDuration(left)} left`;
}
