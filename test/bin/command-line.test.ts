import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Command, runCommand, WrongUsage, wholeNumber } from '../../bin/command-line.ts';
import { cloudOptions, cloudOptionsFrom, settingsFrom } from '../../local/settings.ts';

const said = { out: '', err: '', code: undefined as unknown };
beforeEach(() => {
  Object.assign(said, { out: '', err: '', code: undefined });
  vi.spyOn(console, 'log').mockImplementation((line) => {
    said.out += `${line}\n`;
  });
  vi.spyOn(console, 'error').mockImplementation((line) => {
    said.err += `${line}\n`;
  });
  vi.spyOn(process, 'exit').mockImplementation((code) => {
    said.code = code;
    return undefined as never;
  });
});
afterEach(() => vi.restoreAllMocks());

const usage = 'Does it.\n\n  npm run it';
const run = vi.fn<Command<typeof cloudOptions>['run']>();
const command = { usage, options: cloudOptions, takes: { max: 1 }, run };
beforeEach(() => void run.mockReset());

describe('a command', () => {
  it.each([[['--help']], [['-h']], [['file', '--port', '4600', '--help']], [['--no-such-option', '--help']]])(
    'says how it is used, and does nothing, with %j',
    async (args) => {
      await runCommand(command, args);
      expect(said).toEqual({ out: `${usage}\n`, err: '', code: 0 });
      expect(run).not.toHaveBeenCalled();
    },
  );

  it.each([
    [['--prot', '4600'], "Unknown option '--prot'"],
    [['--port'], "Option '--port <value>' argument missing"],
    [['--fresh=yes'], "Option '--fresh' does not take an argument"],
    [['one', 'two'], 'Nothing is known to do with "two".'],
  ])('answers %j with a sentence, and does nothing', async (args, sentence) => {
    await runCommand(command, args);
    expect(said).toEqual({ out: '', err: expect.stringContaining(sentence), code: 2 });
    expect(said.err).not.toContain('positional argument');
    expect(run).not.toHaveBeenCalled();
  });

  it('misses an argument that it needs', async () => {
    await runCommand({ ...command, takes: { min: 1, max: 1 } }, []);
    expect(said).toMatchObject({ err: expect.stringContaining('An argument is missing.'), code: 2 });
  });

  it('leaves to another program what follows a --, if it is one that passes on', async () => {
    await runCommand({ ...command, passesOn: true }, ['--port', '4600', '--', '--help', '--hotswap']);
    expect(run).toHaveBeenCalledWith(expect.objectContaining({ positionals: [], passedOn: ['--help', '--hotswap'] }));
    expect(said.code).toBe(0);
  });

  it('ends with the code that it came to', async () => {
    run.mockResolvedValue(3);
    await runCommand(command, []);
    expect(said).toEqual({ out: '', err: '', code: 3 });
  });

  it.each([
    [new Error('connect ECONNREFUSED 127.0.0.1:4566')],
    [
      new AggregateError([
        new Error('connect ECONNREFUSED ::1:4566'),
        new Error('connect ECONNREFUSED 127.0.0.1:4566'),
      ]),
    ],
  ])('tells of a call that reached nobody why', async (cause) => {
    run.mockRejectedValueOnce(new TypeError('fetch failed', { cause }));
    await runCommand(command, []);
    expect(said).toMatchObject({ err: expect.stringContaining('ECONNREFUSED 127.0.0.1:4566'), code: 1 });
    expect(said.err).not.toContain('fetch failed');
  });

  it.each([
    ['ExpiredToken', 'The security token included in the request is expired', 'aws sso login'],
    ['UnrecognizedClientException', 'The security token included in the request is invalid.', 'AWS_PROFILE'],
    ['CredentialsProviderError', 'Could not load credentials from any providers', 'AWS needs credentials'],
    ['Error', 'Region is missing', 'AWS_REGION'],
  ])('tells of %s of AWS what to do, whatever was asked', async (name, message, advice) => {
    run.mockRejectedValueOnce(Object.assign(new Error(message), { name }));
    await runCommand(command, []);
    expect(said).toMatchObject({ err: expect.stringContaining(advice), code: 1 });
  });

  it('tells of a file that is not there which one that is', async () => {
    run.mockImplementationOnce(() => {
      readFileSync('no-such-folder/report.json');
      return 0;
    });
    await runCommand(command, []);
    expect(said).toMatchObject({ err: 'no-such-folder/report.json does not exist.\n', code: 1 });
  });

  it('tells an error by its message, and a wrong value as wrong usage', async () => {
    run.mockRejectedValueOnce(new Error('The disk is full.'));
    await runCommand(command, []);
    expect(said).toEqual({ out: '', err: 'The disk is full.\n', code: 1 });

    run.mockRejectedValueOnce(new WrongUsage('Nine is too many.'));
    await runCommand(command, []);
    expect(said).toMatchObject({ err: expect.stringContaining('Nine is too many.'), code: 2 });
  });
});

describe('a whole number', () => {
  it.each(['0', '-1', '1.5', '1e3', '0x10', 'NaN', ' 1', '9007199254740993'])('is not %j', (text) => {
    expect(() => wholeNumber('--limit', text)).toThrow(`--limit ${text}: give a whole number of at least 1.`);
  });

  it('is what was given, or nothing', () => {
    expect([wholeNumber('--limit', '12'), wholeNumber('--limit', undefined)]).toEqual([12, undefined]);
  });
});

describe('the port of a local cloud', () => {
  it.each(['sixty', '0', '65532', '65535', '70000'])('leaves room for the issuer and the providers: not %s', (port) => {
    expect(() => cloudOptionsFrom({ port })).toThrow(`--port ${port}: give a whole number from 1 to 65528.`);
    expect(() => settingsFrom({}, { LOCAL_PORT: port })).toThrow(
      `LOCAL_PORT ${port}: give a whole number from 1 to 65528.`,
    );
  });

  it('is 4566 where nothing is said', () => {
    expect(settingsFrom({}, {})).toMatchObject({ port: 4566, issuerPort: 4567 });
  });
});

describe('a setting of the CDK app', () => {
  it('is a key and a value', () => {
    expect(cloudOptionsFrom({ context: ['a=1', 'b=x=y', 'c='] }).context).toEqual({ a: '1', b: 'x=y', c: '' });
    expect(() => cloudOptionsFrom({ context: ['paymentWaitSeconds'] })).toThrow(
      '--context paymentWaitSeconds: give it as KEY=VALUE.',
    );
  });
});
