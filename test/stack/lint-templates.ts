import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../bin/command-line.ts';
import { installPythonPackages, python } from '../../local/python-packages.ts';

const usage = `Checks the templates of both stages, and of every option that changes them, with cfn-lint.

  npm run lint:templates

cfn-lint comes from PyPI once, into .local/cfn-lint. Where it cannot be had, this says why, and checks nothing: AWS's own engine, which
the stack tests use, needs nothing from outside.`;

/** What the CDK does by design: it names a dependency that a reference makes already. */
const ignored = ['W3005'];

await runCommand({ usage, run: lintTemplates });

async function lintTemplates(): Promise<number> {
  const packages = await cfnLint();
  if (packages === undefined) return 0;
  const { synthesised } = await import('./synthesised.ts');
  const { templateVariants } = await import('./template-variants.ts');
  const variants = Object.values(templateVariants);
  const files = new Map<string, string>();
  for (const { context } of variants) {
    for (const { templateFullPath } of synthesised(context).app.synth().stacks) {
      // Many options change one of the stacks only.
      files.set(createHash('sha256').update(readFileSync(templateFullPath)).digest('hex'), templateFullPath);
    }
  }
  const regions = [...new Set(variants.flatMap((variant) => variant.regions))];
  const lint = 'import sys; from cfnlint.runner import main; sys.exit(main())';
  const { status } = spawnSync(
    python,
    ['-c', lint, '--ignore-checks', ...ignored, '--regions', ...regions, '--template', ...files.values()],
    { stdio: 'inherit', env: { ...process.env, PYTHONPATH: packages } },
  );
  if (status === 0) say(`cfn-lint finds nothing in ${files.size} templates, for ${regions.join(', ')}.`);
  return status ?? 1;
}

/** Where cfn-lint is; nowhere, and why, where it cannot be installed. */
async function cfnLint(): Promise<string | undefined> {
  try {
    return await installPythonPackages({
      what: 'cfn-lint',
      folder: 'cfn-lint',
      requirements: join(import.meta.dirname, 'cfn-lint-requirements.txt'),
    });
  } catch (error) {
    say(`The templates are not linted: there is no cfn-lint. ${error instanceof Error ? error.message : error}`);
    return undefined;
  }
}

function say(sentence: string): void {
  process.stdout.write(`${sentence}\n`);
}
