import { globSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { places } from './places.ts';

const Steps = z.array(z.looseObject({ uses: z.string().optional(), run: z.string().optional() }));

/** What this test reads of a workflow. */
const Workflow = z.looseObject({
  permissions: z.record(z.string(), z.string()),
  jobs: z.record(
    z.string(),
    z.looseObject({
      'timeout-minutes': z.number(),
      environment: z.string().optional(),
      strategy: z.looseObject({ matrix: z.record(z.string(), z.array(z.string())) }).optional(),
      steps: Steps,
    }),
  ),
});

const Dependabot = z.object({
  updates: z.array(
    z.looseObject({
      'package-ecosystem': z.string(),
      directory: z.string().optional(),
      directories: z.array(z.string()).optional(),
    }),
  ),
});

const workflows = globSync('.github/workflows/*.yml').map((file) => ({
  file,
  text: readFileSync(file, 'utf8'),
  workflow: Workflow.parse(parse(readFileSync(file, 'utf8'))),
}));

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Readonly<Record<string, string>> };

/** The scripts of package.json that a workflow runs, those of its matrices too. */
function scriptsOf({ jobs }: z.output<typeof Workflow>): readonly string[] {
  return Object.values(jobs).flatMap(({ strategy, steps }) =>
    steps.flatMap(({ run = '' }) =>
      [...run.matchAll(/npm run (\$\{\{ matrix\.(\w+) \}\}|[\w:-]+)/g)].flatMap(([, name = '', key]) =>
        key === undefined ? [name] : (strategy?.matrix[key] ?? []),
      ),
    ),
  );
}

describe('the workflows of GitHub Actions', () => {
  it.each(workflows)('run scripts that there are: $file', ({ workflow }) => {
    const run = scriptsOf(workflow);

    expect(run).not.toEqual([]);
    expect(run.filter((name) => !(name in scripts))).toEqual([]);
  });

  it('run, together, every test that a script names', () => {
    const run = new Set(workflows.flatMap(({ workflow }) => scriptsOf(workflow)));
    // `check` runs unit and stack; the others are for a person who waits.
    const elsewhere = ['test:unit', 'test:stack', 'test:watch', 'test:mutation'];
    const tests = Object.keys(scripts).filter((name) => name === 'test' || name.startsWith('test:'));

    expect(tests.filter((name) => !run.has(name) && !elsewhere.includes(name))).toEqual([]);
  });

  it('run the tests at every place, each by itself: together they take longer than a job may', () => {
    const [nightly] = workflows.filter(({ file }) => file.endsWith('nightly.yml'));

    expect(nightly?.workflow.jobs.anywhere?.strategy?.matrix.place).toEqual(places.map(({ name }) => name));
  });

  it.each(workflows)('may read, and only the one that deploys, once approved, may be somebody on AWS: $file', (one) => {
    const { file, text, workflow } = one;
    const deploys = file.endsWith('deploy.yml');

    expect(workflow.permissions).toEqual({ contents: 'read', ...(deploys && { 'id-token': 'write' }) });
    for (const { environment } of Object.values(workflow.jobs)) expect(environment !== undefined).toBe(deploys);
    // A key that is kept can be stolen.
    expect(text).not.toMatch(/secrets\.|AWS_SECRET_ACCESS_KEY/);
  });

  it('deploy to dev what was checked, and the same to prod after it and its approval', () => {
    const [deploy] = workflows.filter(({ file }) => file.endsWith('deploy.yml'));
    const { dev, prod, ...others } = deploy?.workflow.jobs ?? {};
    const deployed = (job: typeof dev) =>
      job?.steps
        .map(({ with: given }) => given as Record<string, string> | undefined)
        .map((given) => given?.stage ?? given?.ref);

    expect(others).toEqual({});
    expect(dev?.if).toContain("conclusion == 'success'");
    expect(prod).toMatchObject({ needs: 'dev', environment: 'prod' });
    const checked = ['$', '{{ github.event.workflow_run.head_sha || github.sha }}'].join('');
    expect(deployed(dev)).toEqual([checked, 'dev', undefined]);
    expect(deployed(prod)?.slice(0, 2)).toEqual([checked, 'prod']);
    expect(dev?.steps.at(-1)?.run).toBe('npm run smoke -- --stage dev');
  });

  it('go back by themselves to the release before, when alarms begin to ring after one', () => {
    const [deploy] = workflows.filter(({ file }) => file.endsWith('deploy.yml'));
    const steps = deploy?.workflow.jobs.prod?.steps ?? [];
    const isBad = "failure() && steps.watch.outcome == 'failure' && steps.deploy.outputs.before != 'none'";
    const back = steps.filter((step) => step.if === isBad);

    expect(steps.find(({ id }) => id === 'watch')?.run).toBe('npm run release -- watch --stage prod --minutes 10');
    expect(back.map(({ uses }) => uses?.split('@')[0])).toEqual(['actions/checkout', './.github/actions/deploy']);
    expect(back[0]?.with).toEqual({ ref: ['$', '{{ steps.deploy.outputs.before }}'].join('') });
    // The alarms that ring would stop what takes over little by little.
    expect(back[1]?.with).toMatchObject({ options: expect.stringContaining('--take-over=at-once') });
    const action = readFileSync('.github/actions/deploy/action.yml', 'utf8');
    // The id is that of the commit, or nothing could be checked out by it.
    expect(action).toContain('--release "$(git rev-parse HEAD)"');
    expect(action).toContain('npm run --silent release -- current --stage "$STAGE"');
  });

  it('take the actions of others at a commit, which nobody can move, and Dependabot keeps each up to date', () => {
    const files = globSync('.github/**/*.yml');
    const used = files.flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/uses: (.+)/g)].map(([, action = '']) => ({ file, action })),
    );
    const isFixed = /^(?:\.\/\S+|[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+|docker:\/\/\S+:\d+\.\d+\.\d+)$/;

    expect(used.length).toBeGreaterThan(10);
    expect(used.filter(({ action }) => !isFixed.test(action))).toEqual([]);

    const { updates } = Dependabot.parse(parse(readFileSync('.github/dependabot.yml', 'utf8')));
    const kept = (ecosystem: string) =>
      updates
        .filter((update) => update['package-ecosystem'] === ecosystem)
        .flatMap(({ directory, directories = [] }) => [
          ...directories,
          ...(directory === undefined ? [] : [directory]),
        ]);
    const foldersOf = (pattern: string) => [...new Set(globSync(pattern).map((file) => `/${dirname(file)}`))].sort();
    expect(kept('github-actions').sort()).toEqual(['/', ...foldersOf('.github/actions/*/action.yml')]);
    expect(kept('pip').sort()).toEqual(foldersOf('{local,test}/*/*requirements.txt'));
  });
});
