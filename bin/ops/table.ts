import { styleText } from 'node:util';

/** Rows as columns of equal width, under their names; in colours where a terminal shows them. */
export function table(names: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = names.map((name, column) => Math.max(...[name, ...rows.map((row) => row[column] ?? '')].map(widthOf)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell)))
      .join('  ')
      .trimEnd();
  return [styleText('dim', line(names)), ...rows.map(line)].join('\n');
}

/** Characters, not their parts: names of customers are of every script. */
const widthOf = (text: string) => [...text].length;
