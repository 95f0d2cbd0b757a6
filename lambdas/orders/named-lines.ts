import * as z from 'zod/mini';
import type { FieldError } from '../runtime/problem.ts';
import type { LineUnits } from './line-counts.ts';
import { wholeNumber } from './whole-number.ts';

/** The lines of an order that a request names as `lines`, and how many units of each. */
export const NamedLines = z
  .array(z.strictObject({ line: wholeNumber(1_000), quantity: wholeNumber(1_000_000) }))
  .check(z.minLength(1, 'must have at least one line'), z.maxLength(1_000, 'must have at most 1,000 lines'));

/**
 * What is wrong with the lines that a request names: `unknown` that the order does not have, or that stand twice;
 * `tooMany` of which there are fewer units.
 * @param there units that may be named, by line
 * @param asWhat says what they are: "2 of line 1 …"
 */
export function errorsOfLines(
  lines: readonly LineUnits[],
  there: ReadonlyMap<number, number>,
  asWhat: string,
): { readonly unknown: readonly FieldError[]; readonly tooMany: readonly FieldError[] } {
  const unknown: FieldError[] = [];
  const tooMany: FieldError[] = [];
  for (const [index, { line, quantity }] of lines.entries()) {
    const pointer = `#/lines/${index}/line`;
    const units = there.get(line);
    if (units === undefined) unknown.push({ pointer, detail: `there is no line ${line}` });
    else if (lines.findIndex((other) => other.line === line) < index) {
      unknown.push({ pointer, detail: `line ${line} stands here twice` });
    } else if (quantity > units) {
      tooMany.push({ pointer: `#/lines/${index}/quantity`, detail: `${units} of line ${line} ${asWhat}` });
    }
  }
  return { unknown, tooMany };
}
