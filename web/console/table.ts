import { type Child, h } from './dom.ts';

/** What stands above a column: text, or figures, which stand to the right. */
export type Head = string | { readonly figures: string };

/**
 * A table of these rows, each with a cell a column. Where it is wider than the screen it scrolls by itself, by keyboard
 * too.
 * @param label what it is a table of
 */
export function table(label: string, heads: readonly Head[], rows: readonly (readonly Child[])[]): HTMLElement {
  const tone = (column: number) => (typeof heads[column] === 'object' ? 'number' : undefined);
  return h(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': label },
    h(
      'table',
      {},
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          heads.map((head, column) =>
            h('th', { scope: 'col', class: tone(column) }, typeof head === 'string' ? head : head.figures),
          ),
        ),
      ),
      h(
        'tbody',
        {},
        rows.map((row) =>
          h(
            'tr',
            {},
            row.map((cell, column) => h('td', { class: tone(column) }, cell)),
          ),
        ),
      ),
    ),
  );
}

/** Heads of columns with figures. */
export const figures = (...names: readonly string[]): readonly Head[] => names.map((name) => ({ figures: name }));
