/** The scripts that run from right to left: where Unicode puts them, those yet to come too (UAX #9, table 4). */
const rightToLeft = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/**
 * Text from outside within a line of ours: if it runs from right to left, between U+2068 and U+2069 (UAX #9), so that
 * it neither takes the punctuation and figures around it along, nor they its own. Text that runs as ours does gets
 * none: a short message would leave GSM-7 for it. `dir="auto"` says the same of what has an element of its own.
 */
export function isolated(text: string): string {
  return rightToLeft.test(text) ? `\u2068${text}\u2069` : text;
}
