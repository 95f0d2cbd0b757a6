/** A text of at most so many characters (UTF-16), none of them halved; `…` stands for what is left out. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text.toWellFormed();
  const begun = text.slice(0, most - 1);
  return `${begun.replace(/[\uD800-\uDBFF]$/, '').toWellFormed()}…`;
}
