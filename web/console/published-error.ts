import { h } from './dom.ts';
import { publishedErrors } from './published-errors.ts';

/**
 * "How often is this right?", closed until somebody asks.
 * @param here what is known of it where it is shown
 */
export function publishedError(of: keyof typeof publishedErrors, here?: string): HTMLElement {
  const { page, sentences } = publishedErrors[of];
  return h(
    'details',
    { class: 'quiet' },
    h('summary', {}, 'How often is this right?'),
    here !== undefined && h('p', {}, here),
    h('p', {}, sentences.join(' ')),
    h('p', {}, `The whole of it: ${page}.`),
  );
}
