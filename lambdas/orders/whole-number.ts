import * as z from 'zod/mini';

/** A whole number that a caller gives. */
export function wholeNumber(max: number, min = 1) {
  return z
    .int('must be a whole number')
    .check(z.gte(min, `must be ${min} or more`), z.lte(max, `must be ${withCommas(max)} or less`));
}

/** As `toLocaleString('en')` writes it, which would load all that Node knows of numbers as a function starts. */
function withCommas(wholeNumber: number): string {
  return String(wholeNumber).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
}
