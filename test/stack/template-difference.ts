import { execFileSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { runCommand, WrongUsage } from '../../bin/command-line.ts';
import { differences, type Template } from './differences.ts';
import { templateVariants } from './template-variants.ts';

const variants = { dev: templateVariants.dev, prod: templateVariants['prod with all that it can have'] };

const usage = `Says what differs between the templates of another commit and those of this checkout, of dev and of prod with all that it can have.

  npm run templates:difference -- COMMIT    what this checkout changes since a commit, a tag or a branch
  npm run templates:difference -- FOLDER    the same, since what --save has written
  npm run templates:difference -- --save FOLDER

Left out, because nothing that is deployed behaves otherwise for it: logical ids, construct paths, descriptions, assets (the code of
functions), and how the statements of a policy are put together. Exit code 1 when something is left.`;

await runCommand({
  usage,
  options: { save: { type: 'string' } },
  takes: { min: 0, max: 1 },
  run({ values, positionals: [before] }) {
    if (values.save !== undefined) {
      synthesise(process.cwd(), values.save);
      return 0;
    }
    if (before === undefined) throw new WrongUsage('Name the commit, or the folder, to compare with.');
    return report(before);
  },
});

function report(before: string): number {
  const folder = mkdtempSync(join(tmpdir(), 'templates-'));
  try {
    const old = existsSync(before) ? before : synthesisedAt(before, folder);
    synthesise(process.cwd(), join(folder, 'now'));
    const lines = Object.keys(variants).flatMap((variant) =>
      differences(templatesIn(join(old, variant)), templatesIn(join(folder, 'now', variant))).map(
        (line) => `${variant}: ${line}`,
      ),
    );
    process.stdout.write([...lines, `${lines.length} differences`, ''].join('\n'));
    return lines.length === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The templates of a commit, in a folder of `folder`. */
function synthesisedAt(commit: string, folder: string): string {
  const checkout = join(folder, 'checkout');
  execFileSync('git', ['worktree', 'add', '--quiet', '--detach', checkout, commit]);
  try {
    symlinkSync(resolve('node_modules'), join(checkout, 'node_modules'));
    return synthesise(checkout, join(folder, 'before'));
  } finally {
    execFileSync('git', ['worktree', 'remove', '--force', checkout]);
  }
}

/** Writes the templates that a checkout makes, each variant into a folder of its name. */
function synthesise(checkout: string, folder: string): string {
  const { context: flags } = JSON.parse(readFileSync(join(checkout, 'cdk.json'), 'utf8')) as { context: object };
  // No bundling: the code is not compared. Paths, because a resource that was moved is found again by the end of its
  // own.
  const settings = { ...flags, 'aws:cdk:bundling-stacks': [], 'aws:cdk:enable-path-metadata': true };
  for (const [variant, { context } = { context: {} }] of Object.entries(variants)) {
    execFileSync(process.execPath, ['bin/order-confirmation.ts'], {
      cwd: checkout,
      env: {
        ...process.env,
        CDK_OUTDIR: resolve(folder, variant),
        CDK_CONTEXT_JSON: JSON.stringify({ ...settings, ...context }),
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
  return folder;
}

/** Templates by the name of their stack. */
function templatesIn(folder: string): Readonly<Record<string, Template>> {
  const files = globSync('*.template.json', { cwd: folder });
  if (files.length === 0) throw new WrongUsage(`There are no templates in ${folder}.`);
  return Object.fromEntries(
    files.map((file) => [
      basename(file, '.template.json'),
      JSON.parse(readFileSync(join(folder, file), 'utf8')) as Template,
    ]),
  );
}
