/** Writes the scores of `docs/mutation-tests.md` from the results that Stryker keeps: `npm run mutation:scores`. */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
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

/** What there is beside the score of a random sample (`sample.mjs`) of a folder: how large that is, and how far off it may be. */
function sampleOf(folder: string, results: readonly FileResult[]): readonly string[] {
  const left = results.flatMap(({ mutants }) => mutants).filter(({ status }) => status === 'CompileError').length;
  if (left === 0) return [];
  const { mutants, killed } = sumOf(results.map(scoreOf));
  const share = killed / mutants;
  const points = Math.ceil(196 * Math.sqrt((share * (1 - share)) / mutants));
  return [
    `Of \`${folder}/\` a random sample: ${mutants} of ${mutants + left} mutants. The score of all of them is within ${points} points of this one (95%); that of a file may be far off.`,
    '',
  ];
}

function sumOf(scores: readonly Score[]): Score {
  return scores.reduce(
    (sum, { mutants, killed }) => ({ mutants: sum.mutants + mutants, killed: sum.killed + killed }),
    {
      mutants: 0,
      killed: 0,
    },
  );
}

function cellsOf({ mutants, killed }: Score): string {
  return `${mutants} | ${killed} | ${Math.floor((100 * killed) / mutants)}%`;
}

/** What the page says of folders: their files' scores by path, and the lines about samples of them. */
function kept(page: string, folders: readonly string[]) {
  const scores = new Map<string, Score>();
  let folder: string | undefined;
  for (const [, name = '', mutants, killed] of page.matchAll(/^\| (.+?) \| (\d+) \| (\d+) \|/gm)) {
    const heading = /^\*\*(.+)\*\*$/.exec(name)?.[1];
    if (heading !== undefined) folder = heading;
    else if (folders.includes(folder ?? ''))
      scores.set(`lambdas/${folder}/${name}`, { mutants: Number(mutants), killed: Number(killed) });
  }
  const samples = folders.flatMap((name) => page.split('\n').filter((line) => line.startsWith(`Of \`${name}/\``)));
  return { scores, samples: samples.flatMap((line) => [line, '']) };
}

/** The section, from the results of each file that is as it was when it was measured, and from what is kept of the page. */
function section(measured: ReadonlyMap<string, FileResult>, former: ReturnType<typeof kept>): string {
  const isExclusion = (pattern: string) => pattern.startsWith('!');
  const exclude = config.mutate.filter(isExclusion).map((pattern) => pattern.slice(1));
  const paths = globSync(
    config.mutate.filter((pattern) => !isExclusion(pattern)),
    { exclude },
  ).sort();
  const files = paths.map((path) => {
    const result = measured.get(path);
    const isCurrent = result?.source === readFileSync(path, 'utf8');
    const score = isCurrent ? scoreOf(result) : former.scores.get(path);
    return {
      folder: basename(dirname(path)),
      name: basename(path),
      ...(isCurrent && { result }),
      ...(score && { score }),
    };
  });
  const scored = files.flatMap(({ score, ...file }) => (score && score.mutants > 0 ? [{ ...file, score }] : []));
  const missing = files.filter(({ score }) => score === undefined);
  const rows = Object.entries(Object.groupBy(scored, ({ folder }) => folder)).flatMap(([folder, ofFolder = []]) => [
    `| **${folder}** | ${cellsOf(sumOf(ofFolder.map(({ score }) => score)))} |`,
    ...ofFolder.map(({ name, score }) => `| ${name} | ${cellsOf(score)} |`),
  ]);
  const notMeasured = Object.entries(Object.groupBy(missing, ({ folder }) => folder)).map(
    ([folder, ofFolder = []]) => `- \`${folder}/\`: ${ofFolder.map(({ name }) => name).join(', ')}`,
  );
  return [
    `Written by \`npm run mutation:scores\` on ${new Date().toISOString().slice(0, 10)}. A file without mutants, mostly one of schemas, is left out.`,
    '',
    ...Object.entries(Object.groupBy(files, ({ folder }) => folder)).flatMap(([folder, ofFolder = []]) =>
      sampleOf(
        folder,
        ofFolder.flatMap(({ result }) => result ?? []),
      ),
    ),
    ...former.samples,
    '| file | mutants | killed | score |',
    '| --- | --- | --- | --- |',
    `| **all that was measured** | ${cellsOf(sumOf(scored.map(({ score }) => score)))} |`,
    ...rows,
    ...(notMeasured.length > 0 ? ['', 'Not measured, or changed since:', '', ...notMeasured] : []),
    '',
  ].join('\n');
}

await runCommand({
  usage:
    'Writes the scores of docs/mutation-tests.md from results that Stryker keeps; of a file in several, the last.\n\n  npm run mutation:scores [-- REPORT… --keep FOLDER]\n\nOf a folder that is kept, the page says what it did before.',
  options: { keep: { type: 'string', multiple: true } },
  takes: { max: 100 },
  run({ positionals, values: { keep = [] } }) {
    const reports = positionals.length > 0 ? positionals : [config.incrementalFile];
    const measured = new Map(
      reports.flatMap((report) =>
        Object.entries(JSON.parse(readFileSync(report, 'utf8')).files as Record<string, FileResult>),
      ),
    );
    const text = readFileSync(page, 'utf8');
    writeFileSync(
      page,
      `${text.slice(0, text.indexOf(heading) + heading.length)}\n${section(measured, kept(text, keep))}`,
    );
    return 0;
  },
});
