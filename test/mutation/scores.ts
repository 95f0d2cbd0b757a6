/** Writes the scores of `docs/mutation-tests.md` from the results that Stryker keeps: `npm run mutation:scores`. */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { runCommand } from '../../bin/command-line.ts';
import config from './stryker.config.json' with { type: 'json' };

const page = 'docs/mutation-tests.md';
const heading = '## Scores\n';

/** How many mutants of some code count, and how many of those a test noticed. */
interface Score {
  readonly mutants: number;
  readonly killed: number;
}

/** What a report of Stryker says of a file (schema: mutation-testing-elements). */
interface FileResult {
  readonly source: string;
  readonly mutants: readonly { readonly status: string }[];
}

/** What Stryker's score counts: not what it was told to ignore, nor what does not compile. */
const noticed = ['Killed', 'Timeout'];
const unnoticed = ['Survived', 'NoCoverage'];

function scoreOf({ mutants }: FileResult): Score {
  const among = (statuses: readonly string[]) => mutants.filter(({ status }) => statuses.includes(status)).length;
  return { mutants: among([...noticed, ...unnoticed]), killed: among(noticed) };
}

function sumOf(scores: readonly Score[]): Score {
  return scores.reduce((sum, { mutants, killed }) => ({ mutants: sum.mutants + mutants, killed: sum.killed + killed }));
}

function cellsOf({ mutants, killed }: Score): string {
  return `${mutants} | ${killed} | ${Math.floor((100 * killed) / mutants)}%`;
}

/** The section, from the results of each file that is as it was when it was measured. */
function section(measured: ReadonlyMap<string, FileResult>): string {
  const isExclusion = (pattern: string) => pattern.startsWith('!');
  const exclude = config.mutate.filter(isExclusion).map((pattern) => pattern.slice(1));
  const files = globSync(
    config.mutate.filter((pattern) => !isExclusion(pattern)),
    { exclude },
  ).sort();
  const isCurrent = (file: string) => measured.get(file)?.source === readFileSync(file, 'utf8');
  const scored = files.flatMap((file) => {
    const result = measured.get(file);
    const score = result && isCurrent(file) ? scoreOf(result) : undefined;
    return score === undefined ? [] : [{ file, folder: file.split('/')[1] ?? '', score }];
  });
  const withMutants = scored.filter(({ score }) => score.mutants > 0);
  const missing = files.filter((file) => !scored.some((entry) => entry.file === file));
  const folders = [...new Set(withMutants.map(({ folder }) => folder))];
  const rows = folders.flatMap((folder) => {
    const ofFolder = withMutants.filter((entry) => entry.folder === folder);
    return [
      `| **${folder}** | ${cellsOf(sumOf(ofFolder.map(({ score }) => score)))} |`,
      ...ofFolder.map(({ file, score }) => `| ${file.slice(`lambdas/${folder}/`.length)} | ${cellsOf(score)} |`),
    ];
  });
  return [
    `Written by \`npm run mutation:scores\` on ${new Date().toISOString().slice(0, 10)}. Killed counts what ran into a timeout as well; a file without`,
    'mutants, mostly one of schemas, is left out.',
    '',
    '| file | mutants | killed | score |',
    '| --- | --- | --- | --- |',
    `| **all that was measured** | ${cellsOf(sumOf(withMutants.map(({ score }) => score)))} |`,
    ...rows,
    '',
    missing.length === 0
      ? 'All files were measured as they are.'
      : `Not measured, or changed since: ${missing.map((file) => `\`${file.slice('lambdas/'.length)}\``).join(', ')}.`,
    '',
  ].join('\n');
}

await runCommand({
  usage:
    'Writes the scores of docs/mutation-tests.md from results that Stryker keeps; of a file in several, the last.\n\n  npm run mutation:scores [-- REPORT…]',
  takes: { max: 100 },
  run({ positionals }) {
    const reports = positionals.length > 0 ? positionals : [config.incrementalFile];
    const measured = new Map(
      reports.flatMap((report) =>
        Object.entries(JSON.parse(readFileSync(report, 'utf8')).files as Record<string, FileResult>),
      ),
    );
    const text = readFileSync(page, 'utf8');
    writeFileSync(page, `${text.slice(0, text.indexOf(heading) + heading.length)}\n${section(measured)}`);
    return 0;
  },
});
