import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { locales } from '../../lambdas/orders/locale.ts';
import { projectFolder } from '../../local/settings.ts';
import { documents } from '../documents.ts';

const { scripts } = JSON.parse(await readFile(join(projectFolder, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

/** The commands of package.json that are programs of this project, with what runs them. */
const commands = Object.entries(scripts).flatMap(([name, line]) => {
  const [, file] = /^node (\S+\.ts)/.exec(line) ?? [];
  return file === undefined ? [] : [{ name, file }];
});
const fileOf = (command: string) => commands.find(({ name }) => name === command)?.file ?? '';

const commandOf = (name: string) => (name === 'start' ? 'npm start' : `npm run ${name}`);

const texts = await Promise.all((await documents()).map((file) => readFile(join(projectFolder, file), 'utf8')));

/** The options with which the documents name a command; what follows another `--` is passed on. */
function optionsInDocuments(name: string): ReadonlySet<string> {
  const lines = texts.flatMap((text) => text.split(/[\n`|]/)).map((line) => line.split(/ #|&&/)[0] ?? '');
  const given = lines.flatMap((line) => line.split(`${commandOf(name)} -- `)[1]?.split(' -- ')[0] ?? []);
  return new Set(given.flatMap((options) => options.match(/--[a-z-]+/g) ?? []).filter((option) => option !== '--help'));
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commands-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs a command as npm does, away from any local cloud and any account. */
async function run(file: string, args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [file, ...args], {
    cwd: projectFolder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, HOME: folder, LOCAL_DATA: join(folder, 'no-cloud'), ...environment },
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { stdout, stderr, code };
}

const stackTrace = /^\s+at .+[:(]\d+/m;

describe.each(commands)('npm run $name', ({ name, file }) => {
  it.concurrent('says with --help how it is used, and does nothing else', async () => {
    const { stdout, stderr, code } = await run(file, ['--help']);
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    expect(stdout).toContain(commandOf(name));
    // Each word of the help is an option of its own: `--stage` does not stand for `--stages`.
    expect(stdout.split(/[^\w-]+/)).toEqual(expect.arrayContaining([...optionsInDocuments(name)]));
  });

  it.concurrent('answers an option that it does not know with a sentence', async () => {
    const { stderr, code } = await run(file, ['--no-such-option', 'value']);
    expect(stderr).toContain("Unknown option '--no-such-option'");
    expect(stderr).not.toMatch(stackTrace);
    expect(code).toBe(2);
  });
});

describe('a file that is named on the command line', () => {
  const takeFiles = ['put-on-sale', 'replay'];

  it.concurrent.each(takeFiles)('of npm run %s is named when it is missing', async (name) => {
    const { stderr, code } = await run(fileOf(name), ['missing.ndjson.gz']);
    expect({ first: stderr.split('\n')[0], code }).toEqual({
      first: 'FILE missing.ndjson.gz does not exist.',
      code: 2,
    });
  });

  it.concurrent.each(takeFiles)('of npm run %s is named when it is a folder', async (name) => {
    const { stderr, code } = await run(fileOf(name), [folder]);
    expect({ first: stderr.split('\n')[0], code }).toEqual({
      first: `FILE ${folder} is a folder, not a file.`,
      code: 2,
    });
  });

  it.concurrent.each(takeFiles)('of npm run %s is answered with the line that does not fit', async (name) => {
    const file = join(folder, `${name}.ndjson`);
    await writeFile(file, '\n[1]\n');
    const { stderr, code } = await run(fileOf(name), [file]);
    expect(stderr).toMatch(/^Line 2/);
    expect(stderr).not.toMatch(stackTrace);
    expect(code).toBe(1);
  });
});

describe("an operator's command", () => {
  it.concurrent('says so when no local cloud runs', async () => {
    const { stderr, code } = await run(fileOf('redrive'), []);
    expect({ stderr, code }).toEqual({
      stderr: 'No local cloud runs here (npm start). For AWS, name the stage: npm run redrive -- --stage prod\n',
      code: 1,
    });
  });

  it.concurrent('asks for a region where none is chosen', async () => {
    const { stderr, code } = await run(fileOf('repair-stock'), ['--stage', 'prod']);
    expect({ stderr, code }).toEqual({
      stderr: 'No region is chosen: set AWS_REGION, or AWS_PROFILE to a profile that has one.\n',
      code: 1,
    });
  });
});

describe('npm run ops', () => {
  it.concurrent('leaves a shell nothing of another stage where there is no address for it', async () => {
    const { stdout, code } = await run(fileOf('ops'), ['env']);
    expect({ stdout, code }).toEqual({ stdout: 'unset API_URL STAFF_TOKEN\n', code: 1 });
  });

  it.concurrent('says of a word by itself where it works too', async () => {
    const { stdout, code } = await run(fileOf('ops'), ['failed', '--help']);
    expect(code).toBe(0);
    for (const option of ['--stage', '--data', '--json']) expect(stdout).toContain(option);
  });
});

describe('npm run screenshots', () => {
  it.each(locales)('changes nothing where no font has a language that it photographs: %s', async (locale) => {
    const fontless = join(folder, 'fc-list');
    await writeFile(fontless, `#!/bin/sh\n[ "$1" = :lang=${locale.toLowerCase()} ] || echo Font\n`, { mode: 0o755 });
    const { stderr, code } = await run(fileOf('screenshots'), [], { PATH: `${folder}:${process.env.PATH}` });
    expect(stderr).toContain(`No font here has ${locale}.`);
    expect(code).toBe(1);
  });

  it('names the browser that is missing', async () => {
    const bin = await mkdtemp(join(folder, 'bin-'));
    await writeFile(join(bin, 'fc-list'), '#!/bin/sh\necho Font\n', { mode: 0o755 });
    const environment = { PATH: `${bin}:${process.env.PATH}`, CHROMIUM: join(bin, 'chrome') };
    const { stderr, code } = await run(fileOf('screenshots'), [], environment);
    expect(stderr).toContain(`There is no ${environment.CHROMIUM}. Install it`);
    expect(code).toBe(1);
  });
});
