import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { awsErrorInWords } from './aws-errors.ts';

type Parsed<Options extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ options: Options; allowPositionals: true; strict: true }>
>;

/** What a command takes, what `--help` says of it, and what it does. */
export interface Command<Options extends ParseArgsOptionsConfig> {
  /** What `--help` prints; its first line says what the command does. */
  readonly usage: string;
  readonly options?: Options;
  /** How many arguments that are no options it takes; none unless told. */
  readonly takes?: { readonly min?: number; readonly max: number };
  /** Whether what follows a `--` is left to the command, which passes it on; else it counts as arguments. */
  readonly passesOn?: boolean;
  /**
   * Does it.
   * @returns the exit code, 0 if nothing
   * @throws WrongUsage for a value that cannot be; any other error's message is told
   */
  run(given: {
    readonly values: Parsed<Options>['values'];
    readonly positionals: readonly string[];
    readonly passedOn: readonly string[];
  }): Promise<number | undefined> | number | undefined;
}

/** The command line asks for something that cannot be; its message is a sentence for whoever typed it. Exit code 2. */
export class WrongUsage extends Error {
  override readonly name = 'WrongUsage';
}

/**
 * Runs a command of this project as a person meets it: `--help` says how to use it and does nothing else; whatever is
 * wrong with the options is one sentence; an error is its message, without the place where it was thrown. The process
 * ends with it.
 *
 * @example
 * await runCommand({
 *   usage: 'Greets.\n\n  npm run greet -- NAME',
 *   takes: { min: 1, max: 1 },
 *   run: ({ positionals: [name] }) => console.log(`Hello, ${name}`),
 * });
 */
export async function runCommand<Options extends ParseArgsOptionsConfig>(
  command: Command<Options>,
  args: readonly string[] = process.argv.slice(2),
): Promise<never> {
  // A command is over when it says so, whatever connection is still open.
  return process.exit(await outcomeOf(command, args));
}

async function outcomeOf<Options extends ParseArgsOptionsConfig>(
  command: Command<Options>,
  args: readonly string[],
): Promise<number> {
  const end = command.passesOn ? args.indexOf('--') : -1;
  const [own, passedOn] = end < 0 ? [args, []] : [args.slice(0, end), args.slice(end + 1)];
  if (own.some((arg) => arg === '--help' || arg === '-h')) {
    console.log(command.usage);
    return 0;
  }
  try {
    return (await command.run({ ...read(command, own), passedOn })) ?? 0;
  } catch (error) {
    console.error(sentenceOf(error));
    if (!(error instanceof WrongUsage)) return 1;
    console.error('--help says what can be given.');
    return 2;
  }
}

function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // Of several addresses that were tried, each says what was wrong.
  if (error instanceof AggregateError && error.message === '') return error.errors.map(sentenceOf).join('; ');
  // What went wrong, fetch says in its cause only.
  if (error.message === 'fetch failed' && error.cause) return `No answer: ${sentenceOf(error.cause)}`;
  return awsErrorInWords(error) ?? fileErrorInWords(error) ?? error.message;
}

function read<Options extends ParseArgsOptionsConfig>(
  { options, takes: { min = 0, max } = { max: 0 } }: Command<Options>,
  args: readonly string[],
): Parsed<Options> {
  const parsed = parse(options ?? ({} as Options), args);
  const surplus = parsed.positionals[max];
  if (surplus !== undefined) throw new WrongUsage(`Nothing is known to do with "${surplus}".`);
  if (parsed.positionals.length < min) throw new WrongUsage('An argument is missing.');
  return parsed;
}

function parse<Options extends ParseArgsOptionsConfig>(options: Options, args: readonly string[]): Parsed<Options> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true }) as Parsed<Options>;
  } catch (error) {
    if (!(error instanceof TypeError && 'code' in error)) throw error;
    // Node.js adds how to pass it as a positional argument: nobody means that here.
    throw new WrongUsage(error.message.replace(/\. To specify a positional argument .*$/s, '.'));
  }
}

/**
 * The number that an option was given, or nothing where it was not.
 * @throws WrongUsage where it is no whole number from `min` to `max`
 */
export function wholeNumber(
  option: string,
  text: string | undefined,
  { min = 1, max = Number.MAX_SAFE_INTEGER }: { min?: number; max?: number } = {},
): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < min || number > max) {
    const range = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`;
    throw new WrongUsage(`${option} ${text}: give a whole number ${range}.`);
  }
  return number;
}

/**
 * What `read` makes of a file that was named on the command line.
 * @throws WrongUsage that names the file and what it was given as, where it cannot be read
 */
export async function fromFile<Content>(
  what: string,
  file: string,
  read: (file: string) => Promise<Content>,
): Promise<Content> {
  try {
    return await read(file);
  } catch (error) {
    const reason = reasons[(error as NodeJS.ErrnoException).code ?? ''];
    if (reason === undefined) throw error;
    throw new WrongUsage(`${what} ${file} ${reason}.`);
  }
}

/** What is wrong with a file that could not be read or written; undefined for any other error. */
function fileErrorInWords({ code = '', path }: NodeJS.ErrnoException): string | undefined {
  const reason = reasons[code];
  return reason === undefined || path === undefined ? undefined : `${path} ${reason}.`;
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'does not exist: something above it is no folder',
  EISDIR: 'is a folder, not a file',
  EACCES: 'may not be read',
};
