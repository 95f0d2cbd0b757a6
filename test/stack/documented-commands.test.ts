import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { describe, expect, it } from 'vitest';
import { stageFromOptions, stageOptions } from '../../bin/stage-options.ts';
import { stageFrom } from '../../lib/stages.ts';

/** A command that a document gives, and where. */
interface Documented {
  readonly where: string;
  readonly command: string;
}

const documents = [...globSync('README*.md'), 'CONTRIBUTING.md', ...globSync('docs/**/*.md')];
const code = documents.flatMap((document) =>
  readFileSync(document, 'utf8')
    .split('\n')
    .flatMap((line, index) => spansOf(line).map((command) => ({ where: `${document}:${index + 1}`, command }))),
);
const commands = (pattern: RegExp): readonly Documented[] => code.filter(({ command }) => pattern.test(command));

/** Lines of code blocks have no marks of their own: a line that begins with a command is one. */
function spansOf(line: string): readonly string[] {
  const spans = [...line.matchAll(/`([^`]+)`/g)].map(([, span = '']) => span);
  return /^\s*(?:npm|npx|aws|curl) /.test(line) ? [line.trim()] : spans;
}

/** The words of a command as a shell makes them, without its comment. */
function wordsOf(command: string): readonly string[] {
  const words = command.replace(/(?:^|\s)#.*$/, '').match(/'[^']*'|"[^"]*"|\S+/g) ?? [];
  return words.map((word) => word.replace(/^(['"])(.*)\1$/, '$2'));
}

/** What follows the first `--` of an npm command. */
function argumentsOf(command: string): readonly string[] {
  const words = wordsOf(command);
  return words.includes('--') ? words.slice(words.indexOf('--') + 1) : [];
}

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
const helps = new Map<string, string>();

/** What `npm run NAME -- --help` prints. */
function helpOf(name: string): string {
  const known = helps.get(name);
  if (known !== undefined) return known;
  const [, file = ''] = /^node (\S+\.ts)/.exec(scripts[name] ?? '') ?? [];
  const { stdout } = spawnSync(process.execPath, [file, '--help'], { encoding: 'utf8' });
  helps.set(name, stdout);
  return stdout;
}

const isOption = (word: string) => /^--[a-z]/.test(word);

describe('the documents', () => {
  const deployments = commands(/^npm run deploy -- /).filter(({ command }) => !command.includes('--help'));
  it.each(deployments)('deploy as the command can: $where', ({ command }) => {
    const args = argumentsOf(command).filter((word) => word !== '…' && word !== '[options]');
    const { values } = parseArgs({ args, options: stageOptions, strict: true });
    // An ellipsis stands for what the page has said before.
    const before = command.includes('…') ? { sender: 'orders@shop.example', 'payment-providers': 'stripe' } : {};
    expect(() => stageFromOptions({ ...before, ...values })).not.toThrow();
  });

  const contexts = code.filter(({ command }) => /(?:^| )(?:-c|--context) \w+=/.test(command));
  it.each(contexts)('give the CDK app context that it takes: $where', ({ command }) => {
    const pairs = [...command.matchAll(/(?:-c|--context) (\w+)=(\S+)/g)].map(([, key = '', value]) => [key, value]);
    const isFor = command.includes('stage=prod') ? {} : { stage: 'dev' };
    expect(() => stageFrom({ ...isFor, ...Object.fromEntries(pairs) })).not.toThrow();
  });

  const others = commands(/^npm (?:start|run \S+) -- .*--[a-z]/).filter(
    ({ command }) => !/^npm run test/.test(command),
  );
  it.each(others)('give options that the command has: $where, $command', ({ command }) => {
    const name = /^npm (?:run )?(\S+)/.exec(command)?.[1] ?? '';
    const options = argumentsOf(command).filter((word) => isOption(word) && word !== '--help');
    const help = helpOf(name);
    expect(help).not.toBe('');
    expect(options.filter((option) => !help.includes(option.replace(/=.*$/, '')))).toEqual([]);
  });

  const bare = commands(/^--[a-z]/);
  it('name no option that no command has', () => {
    const all = ['deploy', 'start', 'ops', 'index-orders', 'repair-stock', 'put-on-sale', 'bench:hot-sku']
      .map(helpOf)
      .join('\n');
    const optionOf = (command: string) => wordsOf(command)[0]?.replace(/=.*$/, '') ?? '';
    const unknown = bare.filter(({ command }) => !all.includes(optionOf(command)));
    expect(unknown.filter(({ command }) => command !== '--help')).toEqual([]);
  });

  it('are read: there is something of each kind', () => {
    expect(documents.length).toBeGreaterThan(10);
    for (const found of [deployments, contexts, others, bare]) expect(found.length).toBeGreaterThan(2);
  });
});
