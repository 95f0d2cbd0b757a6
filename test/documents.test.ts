import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectFolder } from '../local/settings.ts';
import { documents, shellBlocks } from './documents.ts';

const commandsTest = 'test/local/commands.test.ts';
const readmeTest = 'test/e2e/readme.test.ts';
const onAws = { notHere: 'needs an AWS account' };

/**
 * What shows that a command of the documents works: the test that runs it, or why it cannot be run here. That every
 * command of the project answers `--help`, and takes the options that the documents name, is shown for all of them by
 * commands.test.ts.
 */
const proof: Readonly<Record<string, string | { readonly notHere: string }>> = {
  'npm ci': { notHere: 'installs what the tests run with' },
  'npm run lint:templates': { notHere: 'cfn-lint, a Python program of its own; CI runs it' },
  'npm start': 'test/local/start.test.ts',
  'npm run demo': {
    notHere: 'takes a minute of its own; exits.test.ts plays the same orders, verdict.test.ts tests its judgement',
  },
  'npm run replay': 'test/e2e/replay.test.ts',
  'npm run chaos': { notHere: 'takes minutes; fault-proxy.test.ts tests its faults, promises.test.ts its judgement' },
  'npm run check-history': 'test/history/promises.test.ts',
  'npm run redrive': readmeTest,
  'npm run sandbox': readmeTest,
  'npm run scheduled': readmeTest,
  'npm run put-on-sale': readmeTest,
  'npm run find-order': 'test/e2e/order-number.test.ts',
  'npm run history': 'test/e2e/high-volume.test.ts',
  'npm run notice': 'test/e2e/notice-outcome-unknown.test.ts',
  'npm run repair-stock': 'test/e2e/stock-check.test.ts',
  'npm run deploy': commandsTest,
  'npm run smoke': commandsTest,
  'npm run openapi': 'test/api/openapi-document.test.ts',
  'npm run templates': 'test/notifications/email.test.ts',
  'npm run screenshots': commandsTest,
  'npm run bench:cost': { notHere: 'a measurement' },
  'npm run bench:load': { notHere: 'a measurement' },
  'npm run bench:peer': { notHere: 'downloads a shop server of several hundred packages' },
  'npm run bench:limits': 'test/bench/limits.test.ts',
  'npm run bench:hot-sku': { notHere: 'a measurement' },
  'npm run bench:bundle': { notHere: 'a measurement' },
  'npm run bench:start': { notHere: 'a measurement' },
  'npx biome': { notHere: 'changes how files look' },
  'npx cdk synth': 'test/stack/synthesis.test.ts',
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
    /\b(npm (?:run [\w:-]+|start|test|ci)|npx cdk [a-z]+|npx [a-z]+|aws(?= [a-z])|curl)(?![\w./-])/g,
  );
  return [...words].map(([, command = '']) => command);
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

  it('has a test that is there', async () => {
    const tests = [...new Set([...named.keys()].map(proofOf))].filter((one) => typeof one === 'string');
    for (const test of tests) await access(join(projectFolder, test));
    expect(tests).not.toEqual([]);
  });

  it('is named in Chinese where it is named in English', async () => {
    const commandsOf = async (file: string) =>
      [...new Set((await shellBlocks(file)).flatMap(({ text }) => commandsIn(text)))].sort();
    expect(await commandsOf('README.zh-CN.md')).toEqual(await commandsOf('README.md'));
  });
});
