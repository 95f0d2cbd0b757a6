/**
 * A table in Markdown, which people read in a terminal too. Columns hold numbers, aligned to the right, but those that
 * are named as words.
 */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  words: readonly number[] = [],
): string {
  const rule = head.map((_, column) => (words.includes(column) ? '---' : '--:'));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
