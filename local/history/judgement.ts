import { coloured } from '../terminal.ts';
import { promises, type Violation } from './promises.ts';

/** How many of a kind are told in full. */
const toldAtMost = 10;

/** What a history came to, for people: a line for each promise, and below it what breaks it. */
export function judgement(violations: readonly Violation[]): readonly string[] {
  return Object.entries(promises).flatMap(([number, promise]) => {
    const broken = violations.filter((violation) => violation.promise === Number(number));
    if (broken.length === 0) return [`  ${coloured('green', '✓')} ${number}. ${promise}.`];
    return [
      `  ${coloured('red', '✗')} ${number}. ${promise}: broken ${broken.length} times.`,
      ...firstOf(broken.map(({ rule, what }) => `${rule}: ${what}`)),
    ];
  });
}

/** The first of these sentences, and how many there are besides. */
export function firstOf(sentences: readonly string[]): readonly string[] {
  const more = sentences.length - toldAtMost;
  return [
    ...sentences.slice(0, toldAtMost).map((sentence) => `    ${sentence}`),
    ...(more > 0 ? [`    … and ${more} more`] : []),
  ];
}
