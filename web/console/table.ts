import { type Child, h } from './dom.ts';

/** What stands above a column: text, or figures, which stand to the right. */
export type Head = string | { readonly figures: string };

/** So many columns fit a telephone. */
const narrow = 3;

/**
 * A table of these rows, each with a cell a column. On a telephone the rows of a wide one are stacked, each cell behind its
 * head; one of few columns or figures scrolls by itself where it is wider than the screen, by keyboard too. Roles are said, as a table that is laid
 * out otherwise is none to a screen reader.
 * @param label what it is a table of
 */
export function table(label: string, heads: readonly Head[], rows: readonly (readonly Child[])[]): HTMLElement {
  const tone = (column: number) => (typeof heads[column] === 'object' ? 'number' : undefined);
  const isNarrow = heads.length <= narrow || heads.slice(1).every((head) => typeof head === 'object');
  return h(
    'div',
    { class: isNarrow ? 'scroll' : 'scroll stacked', tabindex: 0, role: 'region', 'aria-label': label },
    h(
      'table',
      { role: 'table' },
      h(
        'thead',
        { role: 'rowgroup' },
        h(
          'tr',
          { role: 'row' },
          heads.map((head, column) =>
            h('th', { scope: 'col', role: 'columnheader', class: tone(column) }, nameOf(head)),
          ),
        ),
      ),
      h(
        'tbody',
        { role: 'rowgroup' },
        rows.map((row) =>
          h(
            'tr',
            { role: 'row' },
            row.map((cell, column) =>
              h('td', { role: 'cell', class: tone(column), 'data-head': nameOf(heads[column] ?? '') }, cell),
            ),
          ),
        ),
      ),
    ),
  );
}

const nameOf = (head: Head): string => (typeof head === 'string' ? head : head.figures);

/** Heads of columns with figures. */
export const figures = (...names: readonly string[]): readonly Head[] => names.map((name) => ({ figures: name }));
