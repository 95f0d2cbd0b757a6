import { ProblemError } from '../../client/src/problem.ts';
import { h } from './dom.ts';

/** What went wrong, in a sentence for whoever sits at the desk. */
export function explain(error: unknown): string {
  if (error instanceof ProblemError) {
    const { status, detail, title } = error.problem;
    if (status === 403) return 'Your role does not allow this.';
    if (status === 429) return 'That was asked for too often; try again in a minute.';
    if (status >= 500) return `${title}. ${detail}`;
    const errors = (error.problem.errors ?? []).map(({ detail: ofField }) => ofField);
    return [detail || title, ...errors.filter((text) => !detail.includes(text))].join(' ');
  }
  if (error instanceof DOMException && error.name === 'TimeoutError') return 'There was no answer in time.';
  if (error instanceof TypeError) return 'The service cannot be reached.';
  return error instanceof Error ? error.message : String(error);
}

/** The same, where it is seen and heard at once. */
export const alertOf = (error: unknown) => h('p', { class: 'alert', role: 'alert' }, explain(error));

/** Whether somebody or something else was faster. */
export function isConflict(error: unknown): boolean {
  return error instanceof ProblemError && (error.problem.status === 409 || error.problem.status === 412);
}
