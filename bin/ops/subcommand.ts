import type { ParseArgsOptionsConfig } from 'node:util';
import { type Command, runCommand } from '../command-line.ts';
import { operatedStage, stageOptions } from '../operations/operated-stage.ts';
import { callersOf } from '../smoke/access-tokens.ts';
import { type Answer, type Api, apiAt } from '../smoke/api.ts';

/** One thing that operators do from the terminal. */
export interface Subcommand {
  /** What it does and takes, as `--help` lists it. */
  readonly usage: string;
  run(args: readonly string[]): Promise<never>;
}

const common = { ...stageOptions, json: { type: 'boolean', default: false } } as const;

/** Calls the stage's API as an operator. @throws Error with what the API says, unless it says yes */
export type Desk = (...call: Parameters<Api>) => Promise<Answer['body']>;

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
 * export const overview = subcommand({ usage: '…', options: {}, ask: (_, desk) => desk('GET', '/operations/overview'), tell });
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
          options: { ...common, ...options },
          async run(given) {
            const { stage, data, json } = given.values as { stage?: string; data?: string; json?: boolean };
            const operated = await operatedStage('ops', { stage, data });
            const token = await callersOf(operated).backOffice();
            const api = apiAt(operated.output('ApiUrl'));
            const desk: Desk = async (method, path, request) => {
              const { status, body } = await api(method, path, { ...request, token });
              if (status < 300) return body;
              throw new Error(String(body.detail ?? body.message ?? `The API answered ${status}.`));
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
