import type { Finding } from './check.ts';

/** The findings about one side of the stage. */
export interface Chapter {
  readonly title: string;
  readonly findings: readonly Finding[];
}

const marks = { right: '✓', wrong: '✗', 'not checked': '–' } as const satisfies Record<Finding['verdict'], string>;

/** What is right and what is not, on one screen, fit to be shown to others. */
export function report(heading: string, chapters: readonly Chapter[]): string {
  const findings = chapters.flatMap((chapter) => chapter.findings);
  const width = Math.max(...findings.map(({ promise }) => promise.length));
  const lines = chapters.flatMap(({ title, findings: found }) => [
    '',
    `  ${title}`,
    ...found.map((finding) => `  ${marks[finding.verdict]} ${finding.promise.padEnd(width)}  ${finding.found}`),
  ]);
  return discreet([heading, ...lines, '', summary(findings)].join('\n'));
}

/** Whether anything is wrong; what could not be looked at is not. */
export function anythingWrong(chapters: readonly Chapter[]): boolean {
  return chapters.some(({ findings }) => findings.some(({ verdict }) => verdict === 'wrong'));
}

function summary(findings: readonly Finding[]): string {
  const count = (verdict: Finding['verdict']) => findings.filter((finding) => finding.verdict === verdict).length;
  const unseen = count('not checked') === 0 ? '' : ` ${count('not checked')} could not be looked at.`;
  return count('wrong') === 0
    ? `All ${count('right')} that were looked at are right.${unseen}`
    : `${count('wrong')} of ${count('right') + count('wrong')} are not right.${unseen}`;
}

/** Without what AWS's messages bring along: addresses, account numbers, keys and tokens. */
function discreet(text: string): string {
  return text
    .replaceAll(/[^\s<>"']+@[^\s<>"']+\.[^\s<>"',;)]+/g, '‹address›')
    .replaceAll(/(?<!\d)\d{12}(?!\d)/g, '‹account›')
    .replaceAll(/\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b/g, '‹key›')
    .replaceAll(/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, '‹token›');
}
