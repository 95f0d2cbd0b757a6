import { formatDuration } from '../../bin/operations/format-duration.ts';
import type { ExecutionPath, PathStep } from '../../lambdas/order-workflow/execution-path.ts';
import { coloured, padded } from '../terminal.ts';
import { stepNames } from './orders.ts';

/** An order as the table shows it. */
export interface Row {
  readonly title: string;
  readonly path: ExecutionPath;
  /** How it ended, once it has: `CONFIRMED`, `REJECTED`, `FAILED`. */
  readonly end?: string | undefined;
}

const titleWidth = 15;
const cellWidth = 11;

/** The table of the orders' paths: a row an order, a column a step. Fits a terminal of 80 columns. */
export function table(rows: readonly Row[], now = new Date()): readonly string[] {
  const words = stepNames.map((name) => name.split(' '));
  const header = [0, 1].map((line) => {
    const cells = words.map((word) => padded(word[line] ?? '', cellWidth)).join('');
    return coloured('dim', `  ${padded('', titleWidth)}${cells}`.trimEnd());
  });
  return [...header, ...rows.map((row) => rowOf(row, now))];
}

function rowOf({ title, path, end }: Row, now: Date): string {
  const cells = stepNames.map((name) => {
    const step = path.steps.findLast((one) => one.name === name);
    return padded(step === undefined ? coloured('dim', '·') : cellOf(step, now), cellWidth);
  });
  return `  ${padded(title, titleWidth)}${cells.join('')}${end === undefined ? '' : endOf(end)}`.trimEnd();
}

function cellOf(step: PathStep, now: Date): string {
  const time = formatDuration((step.endedAt ?? now).getTime() - step.startedAt.getTime());
  switch (step.status) {
    case 'running':
      return coloured('cyan', `… ${time}`);
    case 'retrying':
      return coloured('yellow', `↻ ${time}`);
    case 'succeeded':
      return coloured('green', `✓ ${time}`);
    case 'refused':
      return coloured('yellow', `✗ ${time}`);
    case 'failed':
      return coloured('red', `! ${time}`);
  }
}

/** The word at the end of a row, in its colour. */
function endOf(end: string): string {
  return coloured(end === 'CONFIRMED' ? 'green' : end === 'REJECTED' ? 'yellow' : 'red', end);
}

/** What has happened since the last look, a line each, the oldest first: for an output that cannot be redrawn. */
export function news(rows: readonly Row[], told: Set<string>, startedAt: Date): readonly string[] {
  const all = rows.flatMap(({ title, path, end }) => {
    const steps = path.steps.map((step) => ({
      key: `${title} ${step.name} ${said(step)}`,
      at: (step.endedAt ?? new Date()).getTime(),
      text: `${padded(title, titleWidth)}${padded(step.name, 19)}${said(step)}`,
    }));
    const last = steps.at(-1)?.at ?? startedAt.getTime();
    const ended = { key: `${title} end`, at: last, text: `${padded(title, titleWidth)}→ ${end}` };
    return end === undefined ? steps : [...steps, ended];
  });
  return all
    .filter(({ key }) => told.size !== told.add(key).size)
    .sort((a, b) => a.at - b.at)
    .map(({ at, text }) => `${((at - startedAt.getTime()) / 1000).toFixed(2).padStart(7)} s  ${text}`);
}

function said(step: PathStep): string {
  const time = step.endedAt === undefined ? '' : formatDuration(step.endedAt.getTime() - step.startedAt.getTime());
  const tries = step.attempts > 1 ? `, ${step.attempts} attempts` : '';
  switch (step.status) {
    case 'running':
      return step.attempts > 1 ? `attempt ${step.attempts}` : 'started';
    case 'retrying':
      return `${step.error}, attempt ${step.attempts} failed`;
    case 'succeeded':
      return `done in ${time}${tries}`;
    case 'refused':
      return `said no: ${step.error}`;
    case 'failed':
      return `failed for good: ${step.error}${tries}`;
  }
}
