import type { ParseArgsOptionsConfig } from 'node:util';
import { type Command, runCommand } from '../command-line.ts';
import { operatedStage, stageOptions, stageOptionsUsage } from '../operations/operated-stage.ts';
import { callersOf } from '../smoke/access-tokens.ts';
import { type Answer, apiAt, type Request } from '../smoke/api.ts';
import { refusalIn } from './refusal.ts';

/** One thing that operators do from the terminal. */
export interface Subcommand {
  /** What it does and takes, as `--help` lists it. */
  readonly usage: string;
  run(args: readonly string[]): Promise<never>;
}

const common = { ...stageOptions, json: { type: 'boolean', default: false } } as const;

/** What `--help` says of the options that each takes. */
export const commonUsage = `${stageOptionsUsage}
  --json                    the API's own answer, for other programs`;

/** The stage's API as operators call it. @throws Error with what the API says, unless it says yes */
export interface Desk {
  read(path: string): Promise<Answer['body']>;
  /** Finds orders (`POST /operations/search`): what somebody says stands in no address. */
  search(query: object): Promise<Answer['body']>;
  /** Asks for what the audit records. Of people the API demands the reason, of the shop's machine client it takes it. */
  change(method: 'POST' | 'PUT', path: string, change: Change): Promise<Answer['body']>;
}

/** What is to be changed, and why. */
export interface Change extends Omit<Request, 'token' | 'reason'> {
  readonly reason: string | undefined;
}

/** A subcommand: what it asks the API for, and how people read that. */
export interface SubcommandProps<Options extends ParseArgsOptionsConfig>
  extends Pick<Command<Options>, 'usage' | 'takes'> {
  readonly options: Options;
  /** @returns what is printed with `--json` */
  ask(given: Parameters<Command<Options>['run']>[0], desk: Desk): Promise<unknown>;
  /** What people read of it, and the exit code where that is not 0. */
  tell(answer: unknown): { readonly text: string; readonly exitCode?: number };
}

/**
 * Makes a subcommand of `npm run ops`.
 *
 * @example
 * export const overview = subcommand({ usage: '…', options: {}, ask: (_, desk) => desk.read('/operations/overview'), tell });
 */
export function subcommand<Options extends ParseArgsOptionsConfig>({
  options,
  ask,
  tell,
  ...props
}: SubcommandProps<Options>): Subcommand {
  return {
    usage: props.usage,
    run: (args) =>
      runCommand(
        {
          ...props,
          usage: `${props.usage}\n\n${commonUsage}`,
          options: { ...common, ...options },
          async run(given) {
            const { stage, data, json } = given.values as { stage?: string; data?: string; json?: boolean };
            const operated = await operatedStage('ops', { stage, data });
            const token = await callersOf(operated).backOffice();
            const api = apiAt(operated.output('ApiUrl'));
            const call = async (method: string, path: string, request: Omit<Request, 'token'> = {}) => {
              const answer = await api(method, path, { ...request, token });
              if (answer.status < 300) return answer.body;
              throw new Error(refusalIn(answer));
            };
            const desk: Desk = {
              read: (path) => call('GET', path),
              search: (body) => call('POST', '/operations/search', { body }),
              change: call,
            };
            const answer = await ask(given as never, desk);
            const { text, exitCode = 0 } = tell(answer);
            console.log(json ? JSON.stringify(answer, undefined, 2) : text);
            return exitCode;
          },
        },
        args,
      ),
  };
}

/** The parameters of a query that have a value. */
export function searchParameters(query: Readonly<Record<string, string | undefined>>): URLSearchParams {
  return new URLSearchParams(
    Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
