import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectFolder } from '../local/settings.ts';
import { documents, shellBlocks } from './documents.ts';

const commandsTest = 'test/local/commands.test.ts';
const readmeTest = 'test/e2e/readme.test.ts';
const onAws = { notHere: 'needs an AWS account' };

/** Why no test runs a command, and the workflow of GitHub Actions that does, if one does. */
interface NotHere {
  readonly notHere: string;
  readonly workflow?: 'check' | 'nightly';
}

/**
 * What shows that a command of the documents works: the test that runs it, or why it cannot be run here. That every
 * command of the project answers `--help`, and takes the options that the documents name, is shown for all of them by
 * commands.test.ts.
 */
const proof: Readonly<Record<string, string | NotHere>> = {
  'npm ci': { notHere: 'installs what the tests run with' },
  'npm run lint:templates': { notHere: 'cfn-lint, a Python program of its own', workflow: 'nightly' },
  'npm start': 'test/local/start.test.ts',
  'npm run demo': 'test/local/demo/demo.test.ts',
  'npm run replay': {
    notHere: 'takes a minute and a cloud of its own; replay.test.ts does the same with the same invoices',
  },
  'npm run chaos': { notHere: 'takes minutes; fault-proxy.test.ts tests its faults, promises.test.ts its judgement' },
  'npm run drill': 'test/drills/drills.test.ts',
  'npm run check-history': 'test/history/check-history.test.ts',
  'npm run redrive': readmeTest,
  'npm run sandbox': readmeTest,
  'npm run scheduled': readmeTest,
  'npm run put-on-sale': readmeTest,
  'npm run ops': 'test/e2e/operators.test.ts',
  'npm run index-orders': 'test/e2e/order-story.test.ts',
  'npm run add-indexes': 'test/e2e/order-story.test.ts',
  'npm run history': 'test/e2e/high-volume.test.ts',
  'npm run notice': 'test/e2e/notice-outcome-unknown.test.ts',
  'npm run copy-missing': 'test/drills/drills.test.ts',
  'npm run repair-stock': 'test/e2e/stock-check.test.ts',
  'npm run deploy': 'test/stack/deploy.test.ts',
  'npm run release': { notHere: 'needs a stage and its alarms; release-watch.test.ts tests what it watches for' },
  'npm run smoke': 'test/e2e/smoke.test.ts',
  'npm run openapi': 'test/api/openapi-document.test.ts',
  'npm run client': 'test/client/package.test.ts',
  'npm run shop-schema': 'test/shop/shop-profile.test.ts',
  'npm run templates': { notHere: 'writes into the sources; email.test.ts asks for it when it is needed' },
  'npm run screenshots': commandsTest,
  'npm run screenshots:console': { notHere: 'photographs the screens that console.test.ts looks at' },
  'npm run mail:preview': 'test/notifications/preview-page.test.ts',
  'npm run mutation:scores': { notHere: 'writes into a document what hours of mutation tests have left' },
  'npm run bench:cost': { notHere: 'a measurement' },
  'npm run bench:load': { notHere: 'a measurement' },
  'npm run bench:peer': { notHere: 'downloads a shop server of several hundred packages' },
  'npm run bench:limits': 'test/bench/limits.test.ts',
  'npm run bench:find': { notHere: 'a measurement' },
  'npm run bench:late': 'test/bench/late.test.ts',
  'npm run holidays': { notHere: 'needs Python and PyPI; promise-of.test.ts asks for it when it is needed' },
  'npm run bench:hot-sku': { notHere: 'a measurement' },
  'npm run bench:watchers': { notHere: 'a measurement' },
  'npm run bench:risk': 'test/bench/risk.test.ts',
  'npm run disposable-domains': 'test/order-risk/disposable-domains.test.ts',
  'npm run bench:bundle': { notHere: 'a measurement' },
  'npm run bench:warnings': { notHere: 'a measurement; foresee-breach.test.ts goes through fewer weeks' },
  'npm run bench:confirmation': 'test/bench/confirmation.test.ts',
  'npm run train': 'test/delivery-forecast/delivery-forecast.test.ts',
  'npm run bench:demand': 'test/bench/demand.test.ts',
  'npm run bench:start': { notHere: 'a measurement' },
  'npx biome': { notHere: 'changes how files look' },
  'npx openapi-typescript': { notHere: 'a program of others, of what openapi-document.test.ts checks' },
  'npx cdk synth': { notHere: 'each start of a local cloud runs it; synthesis.test.ts runs the app as it does' },
  'npx cdk bootstrap': onAws,
  'npx cdk destroy': onAws,
  aws: onAws,
  curl: readmeTest,
};

function proofOf(command: string) {
  const isATest = /^npm (?:run )?(?:test\b|check$)/.test(command);
  return isATest ? { notHere: 'runs the tests themselves' } : proof[command];
}

const { scripts } = JSON.parse(await readFile(join(projectFolder, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

/** The commands of a line of shell, as they stand in `proof`; what the line defines and prints is none. */
function commandsIn(line: string): readonly string[] {
  const words = line.matchAll(
    /\b(npm (?:run [\w:-]+|start|test|ci)|npx cdk [a-z]+|npx [a-z][\w-]*|aws(?= [a-z])|curl)(?![\w./-])/g,
  );
  return [...words].map(([, command = '']) => command);
}

/** By which names a test may mean a command: its own, the file that it runs, or what that exports. */
function namesOf(command: string): readonly string[] {
  const script = command.replace(/^npm (?:run )?/, '');
  const [, file = command] = /^node (\S+\.ts)$/.exec(scripts[script] ?? '') ?? [];
  return [command, file, `fileOf('${script}')`, `join(projectFolder, '${file.replace('/', "', '")}')`];
}

/** What a test pastes from the documents into a shell. */
async function pastedBy(test: string): Promise<string> {
  if (test !== readmeTest) return '';
  const pages = await Promise.all(['README.md', 'docs/inventory.md'].map(shellBlocks));
  return pages
    .flat()
    .map(({ text }) => text)
    .join('\n');
}

const named = new Map<string, Set<string>>();
for (const file of await documents()) {
  const text = await readFile(join(projectFolder, file), 'utf8');
  const spans = [...text.matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span);
  const blocks = (await shellBlocks(file)).map((block) => block.text);
  for (const command of [...spans, ...blocks].flatMap(commandsIn)) {
    named.set(command, (named.get(command) ?? new Set()).add(file));
  }
}

describe('a command that a document names', () => {
  it('is run by a test, or listed with the reason why not', () => {
    const unlisted = [...named].filter(([command]) => proofOf(command) === undefined);
    expect(unlisted).toEqual([]);
  });

  it('is a script of package.json, where it is run by npm', () => {
    const unknown = [...named.keys()].filter((command) => {
      const [, script] = /^npm (?:run )?(\S+)$/.exec(command) ?? [];
      return script !== undefined && script !== 'ci' && scripts[script] === undefined;
    });
    expect(unknown).toEqual([]);
  });

  it('has a test that names it, or what runs it', async () => {
    const claims = [...named.keys()].flatMap((command) => {
      const test = proofOf(command);
      return typeof test === 'string' ? [{ command, test }] : [];
    });
    const unproven: object[] = [];
    for (const { command, test } of claims) {
      const text = `${await readFile(join(projectFolder, test), 'utf8')}${await pastedBy(test)}`;
      if (!namesOf(command).some((name) => text.includes(name))) unproven.push({ command, test });
    }
    expect(claims.length).toBeGreaterThan(10);
    expect(unproven).toEqual([]);
  });

  it('is run by the workflow that is named', async () => {
    const claims = Object.entries(proof).flatMap(([command, shown]) => {
      const workflow = typeof shown === 'string' ? undefined : shown.workflow;
      return workflow === undefined ? [] : [{ script: command.replace('npm run ', ''), workflow }];
    });
    for (const { script, workflow } of claims) {
      expect(await readFile(join(projectFolder, `.github/workflows/${workflow}.yml`), 'utf8')).toContain(`'${script}'`);
    }
    expect(claims).not.toEqual([]);
  });

  it('is named in Chinese where it is named in English', async () => {
    const commandsOf = async (file: string) =>
      [...new Set((await shellBlocks(file)).flatMap(({ text }) => commandsIn(text)))].sort();
    expect(await commandsOf('README.zh-CN.md')).toEqual(await commandsOf('README.md'));
  });
});

describe('the README in Chinese', () => {
  /** All that matches in a README, beside its links to the other and to a picture in the other's language. */
  const allIn = async (file: string, pattern: RegExp, but?: RegExp) => {
    const prose = (await readFile(join(projectFolder, file), 'utf8')).replaceAll(/^```.*?^```/gms, '');
    const matter = but === undefined ? prose : prose.replaceAll(but, '');
    return [...matter.matchAll(pattern)].map(([, found]) => found).sort();
  };
  const codeAndLinks = /`[^`\n]+`|\]\([^)]*\)/g;

  it.each([
    ['says what is to be typed', /`([^`\n]+)`/g, undefined],
    ['leads', /\]\(((?!README|docs\/images\/email-(?:en|zh-CN)-)[^)]+)\)/g, undefined],
    ['has the figures', /(?<![A-Za-z\d.,])(\d+(?:[.,]\d+)*)/g, codeAndLinks],
  ] as const)('%s as the one in English', async (_what, pattern, but) => {
    const english = await allIn('README.md', pattern, but);
    expect(english.length).toBeGreaterThan(50);
    expect(await allIn('README.zh-CN.md', pattern, but)).toEqual(english);
  });
});
